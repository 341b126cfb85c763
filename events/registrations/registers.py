"""What this slice tells the floor: letters, files, personal data, work queues."""

from events.agenda import standings
from events.registrations import holdings, letters, planning, standing


def register() -> None:
    """Called once, when all apps are there."""
    holdings.register()
    letters.register()
    planning.register()
    standings.told_by(standing.of_person)
