"""Asks the coach whether a meeting took place: when it ends, and once more after two days. Found in live rows, told once each."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from incubator.outbox.kinds import kinds
from incubator.outbox.post import post_all
from services.bookings.models import Booking
from services.bookings.notices import UNIT

AGAIN_AFTER = timedelta(days=2)
#: What is older stands in the staff's queue only.
LOOKED_BACK = timedelta(days=7)


def plan_attendance() -> None:
    now = timezone.now()
    over = Booking.objects.unmarked(now=now).filter(ends_at__gt=now - LOOKED_BACK).exclude(provider=None)
    post_all(letter for row in over.select_related("provider__person") for letter in _asked(row, now))


def _asked(booking: Booking, now: Any) -> Iterator[dict[str, Any]]:
    if booking.provider is None:
        return
    yield _letter(booking, again=False)
    if booking.ends_at + AGAIN_AFTER <= now:
        yield _letter(booking, again=True)


def _letter(booking: Booking, *, again: bool) -> dict[str, Any]:
    person = booking.provider.person if booking.provider else None
    once = f"attendance_asked:{booking.pk}:{person.pk if person else 0}:{'again' if again else 'first'}"
    about = {"about": booking, "params": {"again": again}, "not_after": booking.ends_at + LOOKED_BACK}
    return {"kind": f"{UNIT}.attendance_asked", "to": person, "once": once, **about}


def register() -> None:
    kinds.plan_with("services.bookings.attendance", plan_attendance)
