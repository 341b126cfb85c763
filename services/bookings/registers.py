"""What this slice tells the floor: letters, files, personal data, work queues."""

from services.bookings import letters


def register() -> None:
    """Called once, when all apps are there."""
    letters.register()
