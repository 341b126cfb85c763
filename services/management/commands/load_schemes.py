from typing import Any

from django.core.management.base import BaseCommand

from services.funding import schemes


class Command(BaseCommand):
    help = "Puts the public financing schemes in the list of aid; those that are there are left as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        new = schemes.load()
        self.stdout.write(f"{new} new, {len(schemes.schemes()) - new} already there")
