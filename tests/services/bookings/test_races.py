"""32 clients on one hour: one meeting; the control shows what happens without the guard."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from events.places.models import Allocation, Resource
from incubator.demo import make
from incubator.errors import Refused
from services.bookings import actions
from services.bookings.actions import holding
from services.bookings.models import Booking
from services.calendar import taking
from services.calendar.free import free_times
from services.calendar.models import Engagement, Provider
from services.calendar.wanted import Wanted
from services.ledger.queries import drifted
from startups.models import Startup
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


def pairs(service, *, coaches, rooms):
    """Coaches and rooms of one site: a meeting takes one of each."""
    house = make.site()
    for _ in range(coaches):
        make.provider(of=service, at=house)
    for _ in range(rooms):
        make.fitting(service, make.resource(of=house))
    first = make.free(service)[0].starts_at
    return [free for free in make.free(service) if free.starts_at == first]


def rush_for(service, found):
    def job(n, startup, by):
        return lambda: actions.hold(startup.pk, service.pk, make.choice(found[n % len(found)]), by=by)

    return at_once([job(n, *one) for n, one in enumerate(clients(service))], told=Refused)


@pytest.mark.parametrize(("coaches", "rooms"), [(2, 1), (4, 3)])
def test_of_pairs_of_coach_and_room_each_is_had_once_and_no_room_twice(coaches, rooms):
    service = make.service(places=["on_site"])

    answers = rush_for(service, pairs(service, coaches=coaches, rooms=rooms))

    assert sum(isinstance(answer, Booking) for answer in answers) == rooms
    assert all(isinstance(answer, taking.Taken) for answer in answers if not isinstance(answer, Booking))
    taken = Allocation.objects.live()
    assert taken.values("resource").distinct().count() == taken.count() == rooms
    assert Engagement.objects.live().count() == rooms


def test_control_without_lock_and_constraint_one_room_goes_with_two_coaches(monkeypatch):
    service = make.service(places=["on_site"])
    found = pairs(service, coaches=4, rooms=1)
    guard = "resource_is_in_one_use_at_a_time"
    constraint = next(one for one in Allocation._meta.constraints if one.name == guard)
    monkeypatch.setattr(type(Resource.objects.all()), "locked", lambda rows: rows)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Allocation, constraint)
    try:
        answers = rush_for(service, found)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE events_allocation CASCADE")
        with connection.schema_editor() as editor:
            editor.add_constraint(Allocation, constraint)

    assert sum(isinstance(answer, Booking) for answer in answers) > 1


def test_two_services_that_want_the_same_rooms_in_another_order_are_no_deadlock():
    """Rooms and machines are locked by their numbers, whatever the order in which a service names them."""
    house, things = make.site(), []
    for kind in ("room", "equipment"):
        things.append(make.resource(of=house, kind=kind))
    found = []
    for order in (things, things[::-1]):
        service = make.service(places=["on_site"])
        make.provider(of=service, at=house)
        for thing in order:
            make.fitting(service, thing)
        found.append((service, make.free(service)))
    jobs = []
    for n in range(16):
        for service, free in found:
            [(startup, by)] = clients(service, 1)
            choice = make.choice(free[n % 4 * 2])
            jobs.append(lambda s=startup, o=service, c=choice, b=by: actions.hold(s.pk, o.pk, c, by=b))

    answers = at_once(jobs, told=Refused)

    assert sum(isinstance(answer, Booking) for answer in answers) == 4
    assert Allocation.objects.live().count() == 8


def colleagues_at_one_hour():
    """Eight of one startup, each with one of two coaches."""
    service = make.service()
    make.provider(of=service)
    make.provider(of=service)
    startup = make.startup()
    make.entitlement(of=startup, kind=service.kind)
    first = make.free(service)[0].starts_at
    both = [free for free in make.free(service) if free.starts_at == first]

    def job(free, by):
        return lambda: actions.hold(startup.pk, service.pk, make.choice(free), by=by)

    return at_once([job(free, make.member(of=startup)) for free in both * 4])


def test_colleagues_of_one_startup_do_not_book_the_same_hour_with_two_coaches():
    answers = colleagues_at_one_hour()

    assert sum(isinstance(answer, Booking) for answer in answers) == 1
    assert all(isinstance(answer, Booking | Refused) for answer in answers)


def test_control_without_lock_and_look_only_the_constraint_keeps_colleagues_apart(monkeypatch):
    """The constraint is left: it turns what is said kindly into an error."""
    monkeypatch.setattr(type(Startup.objects.all()), "locked", lambda rows: rows)
    monkeypatch.setattr(holding, "meeting_at", lambda *told, **more: False)

    answers = colleagues_at_one_hour()

    assert any(not isinstance(answer, Booking | Refused) for answer in answers)


def last_hour_of_a_month(clients_of):
    """A coach who gives one hour a month, and eight who want different ones of that month."""
    service = make.service(horizon_days=60)
    make.provider(of=service, monthly_minutes=60)
    month = (timezone.localdate().replace(day=28) + timedelta(days=5)).replace(day=1)
    found = free_times(Wanted(service, month, days=7))[: 2 * clients_of : 2]

    def job(free, startup, by):
        return lambda: actions.hold(startup.pk, service.pk, make.choice(free), by=by)

    jobs = [job(free, *who) for free, who in zip(found, clients(service, clients_of), strict=True)]
    return sum(isinstance(answer, Booking) for answer in at_once(jobs, told=Refused))


def test_the_last_hour_that_a_coach_gives_in_a_month_is_had_once():
    assert last_hour_of_a_month(8) == 1


def test_control_without_lock_a_coach_gives_more_than_she_said(monkeypatch):
    monkeypatch.setattr(type(Provider.objects.all()), "locked", lambda rows: rows)

    assert last_hour_of_a_month(8) > 1


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
