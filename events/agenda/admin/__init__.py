from events.agenda.admin import events, others

__all__ = ["events", "others"]
