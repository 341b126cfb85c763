from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StartupsConfig(AppConfig):
    name = "startups"
    verbose_name = _("Startups and organisations")

    def ready(self) -> None:
        from incubator import desk
        from incubator.accounts import personal_data
        from incubator.outbox.kinds import kinds
        from startups import baggage, notices, registers
        from startups.actions import merging
        from startups.imports import registers as imports

        kinds.register(*notices.KINDS)
        for holding in registers.HOLDINGS:
            personal_data.declare(holding)
        for queue in registers.QUEUES:
            desk.add_queue(queue)
        baggage.carry(*merging.OURS)
        imports.register()
