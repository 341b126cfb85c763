from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "incubator.outbox"
    label = "outbox"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        from incubator.accounts import personal_data
        from incubator.outbox import desk_queues, holdings
        from incubator.outbox.kinds import Kind, kinds
        from incubator.outbox.preview import nothing

        kinds.register(Kind("outbox.test_message", context=nothing, priority=1, label=_("Test message")))
        personal_data.declare(holdings.HOLDING)
        desk_queues.register()
