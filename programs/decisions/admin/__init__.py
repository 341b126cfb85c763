from programs.decisions.admin.files import DecidedApplicationAdmin
from programs.decisions.admin.publications import PublicationAdmin

__all__ = ["DecidedApplicationAdmin", "PublicationAdmin"]
