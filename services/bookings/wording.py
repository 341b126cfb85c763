"""When and where a meeting is, as people read it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from incubator import spoken
from services.bookings.models import Booking
from services.catalogue.states import Place


def span(booking: Booking) -> str:
    """In Casablanca; another zone of the coach is said on the page."""
    ends = timezone.localtime(booking.ends_at)
    return _("%(start)s to %(end)s") % {"start": spoken.moment(booking.starts_at), "end": f"{ends:%H:%M}"}


def where(booking: Booking) -> str:
    return _("By video") if booking.place == Place.VIDEO or booking.site is None else str(booking.site)
