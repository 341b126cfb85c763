"""When two records of one company are merged, its requests and awards go over."""

from django.utils.translation import gettext as _

from services.funding.models import Award, FundingRequest
from startups import baggage
from startups.models import Startup


def _hold(goes: Startup, stays: Startup) -> None:
    for rows in (FundingRequest.objects, Award.objects):
        list(rows.locked().filter(startup__in=[goes, stays]).order_by("pk").values_list("pk"))


def _live_in_both(goes: Startup, stays: Startup) -> list[str]:
    theirs = FundingRequest.objects.live().filter(startup=stays).values("instrument")
    both = FundingRequest.objects.live().filter(startup=goes, instrument__in=theirs).select_related("instrument")
    told = _("Both have a request under way for %(instrument)s: one of them must be withdrawn or deleted first.")
    return [told % {"instrument": row.instrument} for row in both]


def _granted_to_both(goes: Startup, stays: Startup) -> list[str]:
    theirs = Award.objects.standing().filter(startup=stays).values("instrument")
    both = Award.objects.standing().filter(startup=goes, instrument__in=theirs).select_related("instrument")
    told = _("Both were granted %(instrument)s: one of the awards must be cancelled first.")
    return [told % {"instrument": row.instrument} for row in both]


REQUESTS = baggage.plain(FundingRequest, hold=_hold, objections=_live_in_both)
AWARDS = baggage.plain(Award, objections=_granted_to_both)
