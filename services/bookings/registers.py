"""What this slice tells the floor: letters, files, personal data, work queues."""

from services.bookings import afterwards, files, letters, planning


def register() -> None:
    """Called once, when all apps are there."""
    files.register()
    letters.register()
    planning.register()
    afterwards.register()
