"""What this slice tells the floor: letters, files, personal data, work queues."""


def register() -> None:
    """Called once, when all apps are there."""
