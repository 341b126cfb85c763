from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "incubator.journal"
    label = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        from incubator.journal import holdings

        holdings.declare_all()
