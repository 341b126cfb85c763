from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "incubator.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from incubator.accounts import personal_data
        from incubator.documents import desk_queues, holdings

        personal_data.declare(holdings.HOLDING)
        desk_queues.register()
