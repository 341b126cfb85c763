"""What is stored twice must agree; ends with 1 when it does not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from events.upkeep.actions import check_integrity


class Command(BaseCommand):
    help = "Compares counters of events with the rows they count, and reports; nothing is repaired."

    def handle(self, **_options: Any) -> None:
        found = check_integrity().findings
        for line in found:
            self.stdout.write(f"{line['what']}: {line['thing']}: {line['told']}")
        self.stdout.write(f"{len(found)} findings.")
        if found:
            sys.exit(1)
