"""What this slice tells the floor: letters, work queues, what goes over when two startups are merged."""

from services.rescue import letters


def register() -> None:
    """Called once, when all apps are there."""
    letters.register()
