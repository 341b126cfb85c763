"""Meetings on days that became closing days after they were booked: staff open a rescue for them, nothing is moved by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from programs.partners.holidays import Closings, library_days
from programs.partners.models import Holiday, Site
from programs.partners.states import HolidayKind
from services.bookings.models import Booking
from services.bookings.models.booking import BookingQuerySet
from services.rescue.models import RescueAnswer
from services.rescue.states import AnswerState

#: Nothing is booked further ahead.
HORIZON = timedelta(days=730)
#: Stands for the whole house among the sites.
EVERYWHERE = "all"


def on_closed_days(now: datetime | None = None) -> BookingQuerySet:
    """Meetings to come where everything or their site is closed, and about which nobody was asked yet; one query."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    everywhere = Holiday.objects.filter(day=OuterRef("day"), site=None).values("kind")
    here = Holiday.objects.filter(day=OuterRef("day"), site=OuterRef("site")).values("kind")
    public = Q(general=None, day__in=library_days(today, today + HORIZON))
    closed = Q(general=HolidayKind.ADDED) | Q(local=HolidayKind.ADDED) | public
    rows = Booking.objects.coming(now=now).annotate(general=Subquery(everywhere[:1]), local=Subquery(here[:1]))
    return rows.filter(closed).exclude(pk__in=_asked().values("booking"))


def _asked() -> Any:
    """Those with a proposal, and those of which staff said that they take place on the closing day all the same."""
    of_closing = Q(rescue__absence__is_everywhere=True) | Q(rescue__absence__site__isnull=False)
    return RescueAnswer.objects.filter(Q(state=AnswerState.PROPOSED) | Q(of_closing, state=AnswerState.KEPT))


@dataclass(frozen=True)
class ClosedDay:
    """One day with its meetings; `site` is None where everything is closed. `url` opens the rescue with all of them."""

    day: date
    name: str
    site: Site | None
    meetings: list[Booking]

    @property
    def url(self) -> str:
        day = self.day.isoformat()
        asked = {"closed": self.site.pk if self.site else EVERYWHERE, "first": day, "last": day}
        return f"{reverse('admin:services_rescue_new')}?{urlencode(asked)}"


def closed_days() -> list[ClosedDay]:
    """The next first; two queries."""
    rows = list(on_closed_days().with_card())
    if not rows:
        return []
    closed = Closings.between(rows[0].day, rows[-1].day)
    found: dict[tuple[date, Site | None], list[Booking]] = {}
    for row in rows:
        site = None if closed.is_closed(row.day) else row.site
        found.setdefault((row.day, site), []).append(row)
    return [ClosedDay(day, _name(closed, day, site), site, meetings) for (day, site), meetings in found.items()]


def _name(closed: Closings, day: date, site: Site | None) -> str:
    return closed.at(site.pk).name(day) if site else closed.name(day)
