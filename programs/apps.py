from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Each slice fills the registers of the floor: letters, files, personal data, work queues."""
        from programs.applications import registers as applications  # noqa: PLC0415 -- models must be there first
        from programs.calls import registers as calls  # noqa: PLC0415 -- models must be there first
        from programs.cohorts import registers as cohorts  # noqa: PLC0415 -- models must be there first
        from programs.decisions import registers as decisions  # noqa: PLC0415 -- models must be there first

        calls.register()
        applications.register()
        decisions.register()
        cohorts.register()
