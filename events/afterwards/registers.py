"""What this slice tells the floor: letters, files, personal data, work queues."""

from events.afterwards import holdings, letters, planning


def register() -> None:
    """Called once, when all apps are there."""
    letters.register()
    planning.register()
    holdings.register()
