from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        """Each slice fills the registers of the floor: letters, files, personal data, work queues."""
        from events.afterwards import registers as afterwards
        from events.agenda import registers as agenda
        from events.door import registers as door
        from events.imports import registers as imports
        from events.messages import registers as messages
        from events.places import registers as places
        from events.registrations import registers as registrations
        from events.upkeep import registers as upkeep

        places.register()
        agenda.register()
        registrations.register()
        messages.register()
        upkeep.register()
        door.register()
        afterwards.register()
        imports.register()
