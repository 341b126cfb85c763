"""Two clicks at once, an absence against a booking, one substitute for two meetings."""

import pytest

from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.models import Letter
from services.bookings import actions as bookings
from services.bookings.models import Booking
from services.calendar.models import Absence, Engagement
from services.rescue import actions
from services.rescue.models import RescueAnswer
from services.rescue.states import AnswerState
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def proposed():
    meeting = make.booking()
    other = make.provider(of=meeting.service, at=meeting.provider.sites.first())
    make.rescue(meeting)
    return meeting, other, make.answer_of(meeting)


def test_eight_clicks_accept_once():
    meeting, other, answer = proposed()

    answers = at_once([lambda: actions.accept(answer.pk, by=meeting.asked_by)] * 8, told=Refused)

    assert all(isinstance(one, RescueAnswer) for one in answers)
    assert Booking.objects.get(pk=meeting.pk).provider == other
    assert Engagement.objects.live().count() == 1
    assert Letter.objects.filter(kind="services.bookings.booking_handed_over").count() == 1


def test_accepting_and_declining_at_once_is_one_of_the_two():
    meeting, _other, answer = proposed()
    deeds = [lambda: actions.accept(answer.pk, by=meeting.asked_by), lambda: actions.decline(answer.pk, by=None)]

    answers = at_once(deeds * 4, told=Refused)

    state = RescueAnswer.objects.get().state
    assert state in {AnswerState.ACCEPTED, AnswerState.CANCELLED}
    assert sum(isinstance(one, Refused) for one in answers) == 4
    assert Engagement.objects.live().count() == (1 if state == AnswerState.ACCEPTED else 0)


def test_an_hour_booked_while_the_absence_is_declared_has_an_answer_or_is_not_booked():
    meeting = make.booking()
    startup = make.startup()
    make.entitlement(of=startup, kind=meeting.service.kind)
    by, found = make.owner_of(startup), make.free(meeting.service)[0]
    away = make.away(meeting, ends_at=found.ends_at)
    answers = {meeting.pk: actions.Chosen("keep")}

    def book():
        made = bookings.hold(startup.pk, meeting.service_id, make.choice(found), by=by)
        return bookings.confirm(made.pk, bookings.Details(goal="Prix"), by=by)

    at_once([book, lambda: actions.open_for(away, answers, by=None)], told=Refused)

    standing = Booking.objects.confirmed().exclude(pk=meeting.pk).filter(provider=meeting.provider)
    assert not (Absence.objects.exists() and standing.exists())


def test_a_substitute_is_kept_for_one_of_two_meetings_at_the_same_hour():
    service = make.service()
    here = make.site()
    first, second = make.provider(of=service, at=here), make.provider(of=service, at=here)
    hour = make.free(service)[0].starts_at
    pair = [free for free in make.free(service) if free.starts_at == hour]
    meetings = [make.booking(service=service, at=free) for free in pair]
    third = make.provider(of=service, at=here)
    assert {one.provider for one in meetings} == {first, second}

    def declare(meeting):
        chosen = {meeting.pk: actions.Chosen("substitute", third.pk)}
        return lambda: actions.open_for(make.away(meeting), chosen, by=meeting.provider.person)

    answers = at_once([declare(one) for one in meetings], told=Refused)

    assert sum(isinstance(one, Absence) for one in answers) == 1
    assert Engagement.objects.live().filter(provider=third).count() == 1


def test_the_substitute_falls_ill_while_the_founder_accepts():
    meeting, other, answer = proposed()
    ill = make.away(meeting, provider=other)
    deeds = [
        lambda: actions.accept(answer.pk, by=meeting.asked_by),
        lambda: actions.open_for(ill, {}, by=other.person),
    ]

    at_once(deeds, told=Refused)

    booking, away = Booking.objects.get(pk=meeting.pk), Absence.objects.filter(provider=other).exists()
    assert not (away and booking.provider == other)
