"""32 clients on one hour: one meeting; the control shows what happens without the guard."""

import pytest
from django.db import connection

from incubator.demo import make
from incubator.errors import Refused
from services.bookings import actions
from services.bookings.models import Booking
from services.calendar import taking
from services.calendar.models import Engagement, Provider
from services.ledger.queries import drifted
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32


def clients(service, count=CLIENTS):
    rows = []
    for _ in range(count):
        startup = make.startup()
        make.entitlement(of=startup, kind=service.kind)
        rows.append((startup, make.owner_of(startup)))
    return rows


def rush(service, found, people):
    def job(startup, by):
        return lambda: actions.hold(startup.pk, service.pk, make.choice(found), by=by)

    return at_once([job(*one) for one in people], told=Refused)


def test_one_hour_is_had_by_one_startup():
    service = make.service()
    make.provider(of=service)

    answers = rush(service, make.free(service)[0], clients(service))

    assert sum(isinstance(answer, Booking) for answer in answers) == 1
    assert all(isinstance(answer, taking.Taken) for answer in answers if not isinstance(answer, Booking))
    assert Engagement.objects.live().count() == 1


def test_the_last_room_goes_with_one_of_two_coaches():
    service = make.service(places=["on_site"])
    house = make.site()
    make.provider(of=service, at=house)
    make.provider(of=service, at=house)
    make.fitting(service, make.resource(of=house))
    both = {free.provider_id: free for free in make.free(service) if free.starts_at == make.free(service)[0].starts_at}
    people = clients(service, 16)

    def job(n, startup, by):
        return lambda: actions.hold(startup.pk, service.pk, make.choice(list(both.values())[n % 2]), by=by)

    answers = at_once([job(n, *one) for n, one in enumerate(people)], told=Refused)

    assert sum(isinstance(answer, Booking) for answer in answers) == 1


def test_colleagues_of_one_startup_do_not_book_the_same_hour_with_two_coaches():
    service = make.service()
    make.provider(of=service)
    make.provider(of=service)
    startup = make.startup()
    make.entitlement(of=startup, kind=service.kind)
    first = make.free(service)[0].starts_at
    both = [free for free in make.free(service) if free.starts_at == first]

    def job(free, by):
        return lambda: actions.hold(startup.pk, service.pk, make.choice(free), by=by)

    jobs = [job(free, make.member(of=startup)) for free in both * 4]
    answers = at_once(jobs, told=Refused)

    assert sum(isinstance(answer, Booking) for answer in answers) == 1


def test_one_confirmation_sent_many_times_reserves_once():
    booking = make.booking(state="held")
    details = actions.Details(goal="Prix")

    answers = at_once([lambda: actions.confirm(booking.pk, details, by=booking.asked_by)] * 8)

    assert {answer.state for answer in answers} == {"confirmed"}
    assert drifted() == []


def test_control_without_lock_and_constraint_one_hour_is_had_many_times(monkeypatch):
    service = make.service()
    make.provider(of=service)
    people = clients(service)
    found = make.free(service)[0]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE services_engagement DROP CONSTRAINT provider_is_in_one_place_at_a_time")
    monkeypatch.setattr(type(Provider.objects.all()), "locked", lambda rows: rows)
    try:
        answers = rush(service, found, people)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE services_engagement CASCADE")
            cursor.execute(
                "ALTER TABLE services_engagement ADD CONSTRAINT provider_is_in_one_place_at_a_time EXCLUDE USING gist "
                "(int8range(provider_id, provider_id, '[]') WITH &&, tstzrange(blocked_from, blocked_to, '[)') WITH &&) WHERE (is_live)"
            )

    assert sum(isinstance(answer, Booking) for answer in answers) > 1
