"""The private calendar of who receives startups: her meetings, under the same names as in mails and downloads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incubator import calendars
from incubator.access import for_everyone
from services.bookings.entries import entry
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.bookings.wording import read_rooms
from services.calendar.models import Provider
from services.calendar.queries import provider_by_feed

#: What stands in the feed: lately, and to come.
SINCE = timedelta(days=60)
SHOWN = (B.PENDING, B.CONFIRMED, B.ATTENDED, B.NO_SHOW)


@require_safe
@for_everyone
def provider_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The key is in the address; what it opens is one person's meetings, and it ends with her account."""
    provider = provider_by_feed(token)
    if provider is None:
        raise Http404
    language = provider.person.language
    with translation.override(language):
        content = calendars.calendar(_entries(provider), name=_("My meetings"), language=language)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _entries(provider: Provider) -> Iterator[calendars.Event]:
    rows = provider.bookings.filter(state__in=SHOWN, starts_at__gte=timezone.now() - SINCE)
    bookings = list(rows.with_card().order_by("starts_at", "pk"))
    read_rooms(bookings)
    yield from map(_entry, bookings)


def _entry(booking: Booking) -> calendars.Event:
    status = "TENTATIVE" if booking.state == B.PENDING else "CONFIRMED"
    return replace(entry(booking, stamp=booking.confirmed_at or booking.created_at), status=status)
