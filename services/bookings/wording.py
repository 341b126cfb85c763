"""When and where a meeting is, as people read it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from events.places.models import Allocation, Resource
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
    """The site with the rooms and machines that are taken for it."""
    if booking.place == Place.VIDEO or booking.site is None:
        return _("By video")
    named = ", ".join(str(one) for one in rooms(booking))
    return " – ".join(part for part in (str(booking.site), named) if part)


def access_notes(booking: Booking) -> list[str]:
    """How to come in, when it is on the spot: to the site, then to each room."""
    if booking.site is None:
        return []
    return [note for note in (booking.site.address, *(one.access_note for one in rooms(booking))) if note]


def rooms(booking: Booking) -> list[Resource]:
    """What is taken for it; one query for each meeting in hand, none after `read_rooms`."""
    if "rooms" not in booking.__dict__:
        read_rooms([booking])
    return booking.__dict__["rooms"]  # type: ignore[no-any-return]


def read_rooms(bookings: Iterable[Booking]) -> None:
    """Those of many meetings in one query; then `rooms` stands beside each, also for templates."""
    found: dict[str, list[Resource]] = defaultdict(list)
    known = {str(one.pk): one for one in bookings}
    uses = Allocation.objects.live().filter(kind_of_thing=Booking._meta.label_lower, key_of_thing__in=known)
    for use in uses.select_related("resource").order_by("resource__kind", "resource__code"):
        found[use.key_of_thing].append(use.resource)
    for key, booking in known.items():
        booking.__dict__["rooms"] = found[key]
