"""The day of whoever receives startups, and her startups: what the pages of coaching show."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from services.bookings.models import ActionItem, Booking, SessionRecord
from services.bookings.states import BookingState, Side
from services.bookings.wording import read_rooms
from services.calendar.models import Provider
from startups.models import Startup
from startups.queries import accompanied_by

SHOWN = 10
#: A record is asked for so long after the meeting.
TO_WRITE = timedelta(days=60)


@dataclass
class Day:
    now: datetime
    today: list[Booking] = field(default_factory=list)
    coming: list[Booking] = field(default_factory=list)
    to_mark: list[Booking] = field(default_factory=list)
    to_write: list[Booking] = field(default_factory=list)
    items: list[ActionItem] = field(default_factory=list)


def day_of(provider: Provider) -> Day:
    """Five queries."""
    mine = Booking.objects.filter(provider=provider).with_card()
    now = timezone.now()
    ahead = list(mine.coming()[: 2 * SHOWN])
    read_rooms(ahead)
    today = [one for one in ahead if timezone.localdate(one.starts_at) == timezone.localdate()]
    written = SessionRecord.objects.filter(booking=OuterRef("pk"), shared_at__isnull=False)
    came = mine.filter(state=BookingState.ATTENDED, ends_at__gt=now - TO_WRITE).exclude(Exists(written))
    items = ActionItem.objects.open().filter(booking__provider=provider, side=Side.PROVIDER)
    return Day(
        now,
        today,
        [one for one in ahead if one not in today][:SHOWN],
        list(mine.unmarked(now=now)[:SHOWN]),
        list(came.order_by("-starts_at")[:SHOWN]),
        list(items.select_related("startup", "booking")[:SHOWN]),
    )


@dataclass
class Contact:
    startup: Startup
    last: Any = None
    next: Any = None
    is_accompanied: bool = False


def contacts_of(provider: Provider) -> list[Contact]:
    """Startups she meets or accompanies, with the last and the next meeting; three queries."""
    found: dict[int, Contact] = {}
    for startup in accompanied_by(provider.person):
        found[startup.pk] = Contact(startup, is_accompanied=True)
    states = (BookingState.CONFIRMED, BookingState.PENDING, BookingState.ATTENDED)
    rows = Booking.objects.filter(provider=provider, state__in=states).select_related("startup").order_by("starts_at")
    now = timezone.now()
    for row in rows:
        contact = found.setdefault(row.startup_id, Contact(row.startup))
        if row.starts_at > now:
            contact.next = contact.next or row
        elif row.state == BookingState.ATTENDED:
            contact.last = row
    return sorted(found.values(), key=lambda one: one.startup.sort_key)
