"""What this slice tells the floor: its letter."""

from events.messages import letters


def register() -> None:
    """Called once, when all apps are there."""
    letters.register()
