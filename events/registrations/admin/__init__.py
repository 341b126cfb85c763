from events.registrations.admin import events, registrations

__all__ = ["events", "registrations"]
