"""After each release of the zone rules: what is to come keeps its hour on the wall (README, "In production")."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from events.registrations.actions import retime


class Command(BaseCommand):
    help = "Derives the instants of future sessions again from their wall times; tells people of those that moved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would move, and change nothing.")

    def handle(self, **options: Any) -> None:
        moves = retime(dry_run=options["dry_run"])
        for move in moves:
            after = move.after.isoformat() if move.after else "this hour no longer exists"
            self.stdout.write(f"{move.event}: {move.before.isoformat()} -> {after} {move.trouble}".rstrip())
        trouble = sum(1 for move in moves if move.trouble or move.after is None)
        self.stdout.write(f"{len(moves)} sessions, {trouble} with trouble.")
