"""An hour that is cancelled late counts as used unless somebody takes it again (product.md J3)."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from incubator.demo import make
from services.bookings import actions
from services.bookings.states import BookingState as B
from services.calendar.models import Hours
from services.ledger.models import Entry
from services.ledger.queries import by_source

pytestmark = pytest.mark.django_db
ALL_DAY = {"starts": "09:00", "ends": "17:00"}


def cancelled_late(service):
    """By one startup, for tomorrow."""
    booking = make.booking(service=service, at=make.free(service, ahead=1)[0])
    return actions.cancel(booking.pk, by=booking.asked_by)


def taken_again(booking):
    same = [one for one in make.free(booking.service, ahead=1) if one.starts_at == booking.starts_at]
    return make.booking(service=booking.service, at=same[0])


def used(booking):
    """Credits of the one that was cancelled, once its hour has come."""
    with time_machine.travel(booking.starts_at + timedelta(minutes=1), tick=False):
        actions.settle_late()
        actions.settle_late()
    return sum(by_source(Entry.objects.about(booking)).values(), Decimal(0))


@pytest.mark.parametrize(("again", "counts"), [(False, 1), (True, 0)])
def test_an_hour_of_a_coach(again, counts):
    service = make.service(notice_hours=0, cancel_hours=72)
    make.provider(of=service)
    booking = cancelled_late(service)
    assert booking.state == B.LATE
    assert Entry.objects.about(booking).open_holds().exists()

    if again:
        taken_again(booking)

    assert used(booking) == counts


@pytest.mark.parametrize(("again", "counts"), [(False, 1), (True, 0)])
def test_a_desk_beside_one_that_somebody_else_has(again, counts):
    """The neighbour's desk was taken all along: that is not this one taken again."""
    service = make.service(notice_hours=0, cancel_hours=72, with_person=False, places=["on_site"])
    here = make.site()
    for _ in range(2):
        desk = make.resource(of=here)
        make.fitting(service, desk)
        Hours.objects.bulk_create([Hours(resource=desk, weekday=day, **ALL_DAY) for day in range(7)])
    first = make.free(service, ahead=1)[0]
    booking = make.booking(service=service, at=first)
    neighbour = taken_again(booking)
    assert neighbour.starts_at == booking.starts_at
    booking = actions.cancel(booking.pk, by=booking.asked_by)

    if again:
        taken_again(booking)

    assert used(booking) == counts
