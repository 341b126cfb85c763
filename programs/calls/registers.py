"""What this slice tells the floor: its letters and its work queues."""


def register() -> None:
    """Called once, when all apps are there."""
