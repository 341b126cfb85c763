"""What this slice tells the floor: its letters."""

from programs.messages import notices


def register() -> None:
    """Called once, when all apps are there."""
    notices.register()
