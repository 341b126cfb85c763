"""When and where a meeting is, as people read it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from incubator import spoken
from services.bookings.models import Booking
from services.calendar.models import Provider
from services.catalogue.states import Place


def span(booking: Booking) -> str:
    """In Casablanca; another zone of the coach is said on the page."""
    return _("%(start)s to %(end)s") % {"start": spoken.moment(booking.starts_at), "end": spoken.clock(booking.ends_at)}


def own_hour(at: datetime, provider: Provider) -> str:
    """The hour on the clock of whoever receives, when it is not that of Casablanca."""
    there = timezone.localtime(at, provider.tz)
    if there.utcoffset() == timezone.localtime(at).utcoffset():
        return ""
    return _("%(hour)s in %(zone)s") % {"hour": f"{there:%H:%M}", "zone": zone_name(provider.zone)}


def zone_name(zone: str) -> str:
    """The town that names it."""
    return zone.rpartition("/")[2].replace("_", " ")


def video_link(booking: Booking) -> str:
    """That of the meeting, else the room that the coach has given since."""
    if booking.place != Place.VIDEO:
        return ""
    return booking.video_url or (booking.provider.video_url if booking.provider else "")


def where(booking: Booking) -> str:
    return _("By video") if booking.place == Place.VIDEO or booking.site is None else str(booking.site)
