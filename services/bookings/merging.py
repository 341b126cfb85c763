"""When two records of one startup are merged, its meetings and what is to be done go over."""

from django.utils.translation import gettext as _

from services.bookings.models import ActionItem, Booking
from services.bookings.states import LIVE
from startups import baggage
from startups.models import Startup


def at_once(goes: Startup, stays: Startup) -> list[str]:
    """One startup is in one meeting at a time, also after the merge: staff cancel one of the two first."""
    theirs = list(Booking.objects.filter(startup=stays, state__in=LIVE))
    mine = Booking.objects.filter(startup=goes, state__in=LIVE).select_related("service", "startup")
    both = [
        one for one in mine if any(one.starts_at < other.ends_at and other.starts_at < one.ends_at for other in theirs)
    ]
    return [_("Both have a meeting at the same time: %(meeting)s.") % {"meeting": one} for one in both]


def register() -> None:
    baggage.carry(baggage.plain(Booking, objections=at_once), baggage.plain(ActionItem))
