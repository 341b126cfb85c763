"""After each release of the zone rules: meetings to come keep their hour on the wall (README, "In production")."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from services.bookings.actions import retime


class Command(BaseCommand):
    help = "Derives the instants of meetings to come again from their wall times; tells both sides of those that moved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would move, and change nothing.")

    def handle(self, **options: Any) -> None:
        moves = retime(dry_run=options["dry_run"])
        for move in moves:
            told = f"{move.booking}: {move.before.isoformat()} -> {move.after.isoformat()} {move.trouble}"
            self.stdout.write(told.rstrip())
        self.stdout.write(f"{len(moves)} meetings, {sum(1 for move in moves if move.trouble)} with trouble.")
