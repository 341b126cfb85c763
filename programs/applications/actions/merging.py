"""When two records of one company are merged, its files go over with all that hangs on them."""

from django.utils.translation import gettext as _

from programs.applications.actions.indexing import index
from programs.applications.models import Application
from startups import baggage
from startups.models import Startup


def _hold(goes: Startup, stays: Startup) -> None:
    """Nobody sends, answers or confirms meanwhile: the files of both, by key."""
    list(Application.objects.locked().filter(startup__in=[goes, stays]).order_by("pk").values_list("pk"))


def _in_both(goes: Startup, stays: Startup) -> list[str]:
    theirs = Application.objects.live().filter(startup=stays).values("cohort")
    both = Application.objects.live().filter(startup=goes, cohort__in=theirs).select_related("cohort__programme")
    told = _("Both have a file under way for %(cohort)s: one of them must be withdrawn or deleted first.")
    return [told % {"cohort": file.cohort} for file in both]


def _move(goes: Startup, stays: Startup) -> None:
    """Lists are sorted and searched by the name that stays."""
    for application in Application.objects.filter(startup=goes):
        application.startup = stays
        application.save(update_fields=["startup"])
        index(application)


FILES = baggage.plain(Application, hold=_hold, objections=_in_both, move=_move)
