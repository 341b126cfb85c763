from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Each slice fills the registers of the floor: letters, files, personal data, work queues."""
        from programs.applications import registers as applications
        from programs.calls import registers as calls
        from programs.cohorts import registers as cohorts
        from programs.decisions import registers as decisions
        from programs.graduation import registers as graduation
        from programs.jury import registers as jury
        from programs.messages import registers as messages
        from programs.milestones import registers as milestones
        from programs.partners import registers as partners
        from programs.statements import registers as statements

        partners.register()
        calls.register()
        applications.register()
        jury.register()
        decisions.register()
        cohorts.register()
        milestones.register()
        statements.register()
        graduation.register()
        messages.register()
