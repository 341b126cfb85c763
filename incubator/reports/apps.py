from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "incubator.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Fills the registers of the floor: letters, personal data, work queues."""
        from incubator.reports.snapshots import registers as snapshots

        snapshots.register()
