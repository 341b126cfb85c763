"""What this slice tells the floor: letters, files, personal data, work queues."""

from events.registrations import holdings, letters, planning


def register() -> None:
    """Called once, when all apps are there."""
    holdings.register()
    letters.register()
    planning.register()
