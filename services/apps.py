from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        """Each slice fills the registers of the floor: letters, files, personal data, work queues."""
        from services.bookings import registers as bookings
        from services.calendar import registers as calendar
        from services.funding import registers as funding
        from services.introductions import registers as introductions
        from services.ledger import registers as ledger
        from services.requests import registers as requests
        from services.rescue import registers as rescue
        from services.trainings import registers as trainings

        for unit in (ledger, calendar, bookings, rescue, requests, trainings, introductions, funding):
            unit.register()
