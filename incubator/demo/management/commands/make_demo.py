from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from incubator.demo.crowd import crowd
from incubator.demo.event_crowd import listed
from incubator.demo.season.play import is_there, play


class Command(BaseCommand):
    help = "Loads the demonstration, once. With --applications N it fills a call of that size in bulk, and events in proportion, for measuring."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--applications", type=int, default=0, metavar="N")
        parser.add_argument("--events", type=int, default=0, metavar="N", help="so many more public events")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration exists in demo mode only (DEMO=1).")
        if is_there():
            self.stdout.write("The demonstration is already there.")
        else:
            play()
            self.stdout.write("The demonstration is loaded.")
        if wanted := options["applications"]:
            call = crowd(wanted, tell=self.stdout.write)
            self.stdout.write(f"/calls/{call.slug}/ has {wanted} applications.")
        if wanted := options["events"]:
            listed(wanted, is_elsewhere=True)
            self.stdout.write(f"{wanted} more events are in the programme.")
