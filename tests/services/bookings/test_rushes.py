"""Many clients on many hours, on one balance, on what ends at the same moment: no double, no negative balance, nobody's deadlock."""

import time
from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from services.bookings import actions
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.calendar.models import Engagement
from services.ledger import actions as ledger
from services.ledger import balance
from services.ledger.models import Entitlement, Entry
from services.ledger.queries import drifted
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32


def clients(service, count=CLIENTS, credits=10):
    rows = []
    for _ in range(count):
        startup = make.startup()
        make.entitlement(of=startup, kind=service.kind, amount=credits)
        rows.append((startup, make.owner_of(startup)))
    return rows


def with_time(service, free):
    """Arguments of `job` for one more startup."""
    return [(startup, free, by) for startup, by in clients(service, 1)]


def one_coach():
    service = make.service()
    make.provider(of=service)
    return service


def job(service, startup, free, by):
    """A whole booking: kept, then confirmed."""

    def book():
        booking = actions.hold(startup.pk, service.pk, make.choice(free), by=by)
        return actions.confirm(booking.pk, actions.Details("x"), by=by)

    return book


def test_two_hundred_hours_are_each_had_once():
    service = make.service()
    for _ in range(4):
        make.provider(of=service)
    free = make.free(service)[:200]
    people = clients(service)

    def rush(n, startup, by):
        def deed():
            found = []
            for at in range(7):
                try:
                    found.append(job(service, startup, free[(n * 7 + at * 5) % len(free)], by)())
                except Refused as refusal:
                    found.append(refusal)
            return found

        return deed

    answers = [one for many in at_once([rush(n, *who) for n, who in enumerate(people)]) for one in many]

    made = [one for one in answers if isinstance(one, Booking)]
    standing = Booking.objects.filter(state=B.CONFIRMED)
    assert standing.count() == len({one.pk for one in made}) >= CLIENTS
    assert standing.values("provider", "starts_at").distinct().count() == standing.count()
    assert Engagement.objects.live().count() == standing.count()
    assert drifted() == []


def on_one_balance(credits):
    service = make.service()
    startup = make.startup()
    make.entitlement(of=startup, kind=service.kind, amount=credits)
    make.provider(of=service)
    hours = make.free(service)[: CLIENTS * 2 : 2]
    people = [make.member(of=startup) for _ in hours]
    held = [actions.hold(startup.pk, service.pk, make.choice(at), by=by) for at, by in zip(hours, people, strict=True)]
    jobs = [lambda one=one: actions.confirm(one.pk, actions.Details("x"), by=one.asked_by) for one in held]
    return at_once(jobs, told=Exception)


def test_one_balance_pays_for_what_it_has():
    answers = on_one_balance(credits=5)

    assert sum(isinstance(answer, Booking) for answer in answers) == 5
    assert all(isinstance(answer, Booking | Refused) for answer in answers)
    assert Entitlement.objects.get().left == 0
    assert drifted() == []


def test_control_without_lock_and_condition_one_balance_is_overdrawn(monkeypatch):
    """The CHECK is left: it turns what the guards say kindly into an error."""
    monkeypatch.setattr(type(Entitlement.objects.all()), "locked", lambda rows: rows)
    everything = lambda pk, amount: balance.put_back(pk, -amount) or True  # noqa: E731
    monkeypatch.setattr(ledger, "draw", everything)

    answers = on_one_balance(credits=5)

    assert any(not isinstance(answer, Booking | Refused) for answer in answers)


def test_approval_against_a_booking_of_the_same_hour():
    service = one_coach()
    free = make.free(service)[0]
    service.needs_approval = True
    service.save(update_fields=["needs_approval"])
    pending = make.booking(service=service, at=free)
    officer = make.staff()
    jobs = [lambda: actions.approve(pending.pk, by=officer)]
    jobs += [job(service, startup, free, by) for startup, by in clients(service, CLIENTS - 1)]

    answers = at_once(jobs, told=Refused)

    assert [isinstance(answer, Booking) for answer in answers] == [True] + [False] * (CLIENTS - 1)
    assert Booking.objects.get(state=B.CONFIRMED) == pending


def test_control_a_request_that_keeps_no_time_is_overtaken():
    service = one_coach()
    free = make.free(service)[0]
    service.needs_approval = True
    service.save(update_fields=["needs_approval"])
    pending = make.booking(service=service, at=free)
    Engagement.objects.about(pending).update(is_live=False)
    service.needs_approval = False
    service.save(update_fields=["needs_approval"])
    officer = make.staff()

    at_once(
        [lambda: actions.approve(pending.pk, by=officer), *[job(service, *who) for who in with_time(service, free)]],
        told=Refused,
    )

    assert Booking.objects.filter(state=B.CONFIRMED, starts_at=free.starts_at).count() == 2


def test_approval_and_refusal_at_once_are_one_of_them():
    service = one_coach()
    service.needs_approval = True
    service.save(update_fields=["needs_approval"])
    pending = make.booking(service=service)
    officer = make.staff()
    jobs = [
        lambda: actions.approve(pending.pk, by=officer),
        lambda: actions.reject(pending.pk, by=officer, reason="x"),
    ]

    at_once(jobs * 4, told=Refused)

    pending.refresh_from_db()
    live = Engagement.objects.live().about(pending).exists()
    assert (pending.state, live) in {(B.CONFIRMED, True), (B.REJECTED, False)}
    assert drifted() == []


def test_what_ends_while_it_is_confirmed_is_one_or_the_other():
    for _ in range(4):
        booking = make.booking(state="held", service=one_coach())
        Booking.objects.filter(pk=booking.pk).update(held_until=timezone.now() + timedelta(milliseconds=40))
        confirm = lambda one=booking: actions.confirm(one.pk, actions.Details("x"), by=one.asked_by)  # noqa: E731

        at_once([confirm, *[actions.expire_due] * 4], told=Refused)

        actions.expire_due()
        booking.refresh_from_db()
        live = Engagement.objects.live().about(booking).exists()
        assert (booking.state, live) in {(B.CONFIRMED, True), (B.EXPIRED, False), (B.HELD, True)}
    assert drifted() == []


def test_hours_that_end_while_others_want_them_are_had_once():
    """Eight kept hours run out; whoever kept them confirms, somebody else chooses them, the tick comes, all at once."""
    service = one_coach()
    hours = make.free(service)[:16:2]
    held = [make.booking(state="held", service=service, at=free) for free in hours]
    Booking.objects.update(held_until=timezone.now() + timedelta(milliseconds=150))
    jobs = [lambda one=one: actions.confirm(one.pk, actions.Details("x"), by=one.asked_by) for one in held]
    jobs += [job(service, startup, free, by) for (startup, by), free in zip(clients(service, 8), hours, strict=True)]
    jobs += [actions.expire_due] * (CLIENTS - len(jobs))

    answers = at_once(jobs, told=Refused)

    actions.expire_due()
    made = {one.pk for one in answers if isinstance(one, Booking)}
    live = Booking.objects.live()
    assert set(live.values_list("pk", flat=True)) == made
    assert live.values("starts_at").distinct().count() == live.count()
    assert Engagement.objects.live().count() == live.count()
    assert -sum(Entry.objects.open_holds().values_list("amount", flat=True)) == live.count()
    assert drifted() == []


def confirmed_while_it_ends(monkeypatch):
    """Its ten minutes end, and the tick comes, in the middle of the confirmation."""
    booking = make.booking(state="held", service=one_coach())
    Booking.objects.filter(pk=booking.pk).update(held_until=timezone.now() + timedelta(milliseconds=300))
    reserve = ledger.hold

    def interrupted(*told, **more):
        time.sleep(0.4)
        at_once([actions.expire_due])
        return reserve(*told, **more)

    monkeypatch.setattr(ledger, "hold", interrupted)
    actions.confirm(booking.pk, actions.Details("x"), by=booking.asked_by)
    booking.refresh_from_db()
    return booking.state, Engagement.objects.live().about(booking).exists()


def test_the_tick_leaves_alone_what_is_being_confirmed(monkeypatch):
    assert confirmed_while_it_ends(monkeypatch) == (B.CONFIRMED, True)


def test_control_without_lock_a_meeting_stands_whose_time_is_free(monkeypatch):
    monkeypatch.setattr(type(Booking.objects.all()), "locked", lambda rows: rows)

    assert confirmed_while_it_ends(monkeypatch) == (B.CONFIRMED, False)


def test_both_sides_cancel_at_once_and_the_credits_come_back_once():
    booking = make.booking()
    officer = make.staff()
    jobs = [
        lambda: actions.cancel(booking.pk, by=booking.asked_by),
        lambda: actions.call_off(booking.pk, by=officer, reason="x"),
    ] * 4

    at_once(jobs, told=Refused)

    assert Entitlement.objects.aggregate(left=Sum("left"))["left"] == 10
    assert drifted() == []


def test_moving_two_meetings_into_each_other_is_no_deadlock():
    service = one_coach()
    first, second = (make.booking(service=service, at=make.free(service)[n]) for n in (0, 8))
    to_second, to_first = (actions.Choice(one.starts_at, one.provider_id) for one in (second, first))

    answers = at_once(
        [
            lambda: actions.move(first.pk, to_second, by=first.asked_by),
            lambda: actions.move(second.pk, to_first, by=second.asked_by),
        ]
        * 3,
        told=Refused,
    )

    assert all(isinstance(answer, Refused) for answer in answers)
    assert Engagement.objects.live().count() == 2
