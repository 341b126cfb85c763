"""What this slice tells the floor: an agenda can be imported."""

from events.imports.event_target import EVENTS
from startups.imports import targets


def register() -> None:
    """Called once, when all apps are there."""
    targets.register(EVENTS)
