"""One account for every kind of service: granted, reserved, used, given back; never below zero, never counted twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incubator.demo import make
from incubator.errors import Refused
from services.catalogue.states import ServiceKind
from services.ledger import actions
from services.ledger.models import Entitlement, Entry
from services.ledger.queries import balances, by_source, drifted
from services.ledger.states import Standing, Verb

pytestmark = pytest.mark.django_db
ONE = Decimal(1)
DAY = timedelta(days=1)


def today():
    return timezone.localdate()


def left(entitlement):
    entitlement.refresh_from_db()
    return entitlement.left


def hold(startup, service, thing, amount=ONE, on=None):
    return actions.hold(startup.pk, service, thing, amount=amount, on=on or today(), by=None)


@pytest.fixture
def coached():
    startup, service = make.startup(), make.service()
    return startup, service, make.entitlement(of=startup, amount=3)


def test_a_grant_is_a_balance_with_its_entry(coached):
    entitlement = coached[2]

    assert left(entitlement) == 3
    assert [(entry.verb, entry.amount) for entry in entitlement.entries.all()] == [(Verb.GRANT, 3)]


def test_what_is_reserved_is_used_or_given_back_once(coached):
    startup, service, entitlement = coached
    first, second = make.event(), make.event()

    hold(startup, service, first)
    hold(startup, service, second)
    assert left(entitlement) == 1
    for _ in range(2):
        actions.consume(first, by=None)
        actions.release(second, by=None)

    assert left(entitlement) == 2
    assert Entry.objects.filter(verb=Verb.CONSUME).count() == 1
    assert Entry.objects.filter(verb=Verb.RELEASE).count() == 1
    assert drifted() == []


def test_the_same_thing_is_reserved_once(coached):
    startup, service, entitlement = coached
    thing = make.event()

    assert hold(startup, service, thing) == hold(startup, service, thing)
    assert left(entitlement) == 2


def test_an_empty_account_says_what_is_left_and_what_it_costs(coached):
    startup, service, _entitlement = coached

    with pytest.raises(Refused, match=r"3.*4"):
        hold(startup, service, make.event(), amount=Decimal(4))


def test_credits_of_the_service_go_before_those_of_its_kind_and_what_ends_first_goes_first():
    startup, service = make.startup(), make.service()
    late = make.entitlement(of=startup, amount=1)
    soon = make.entitlement(of=startup, amount=1, ends_on=today() + 9 * DAY)
    own = make.entitlement(of=startup, amount=1, service=service)

    hold(startup, service, make.event(), amount=Decimal(2))

    assert (left(own), left(soon), left(late)) == (0, 0, 1)


def test_credits_of_another_kind_or_another_startup_are_not_touched():
    startup, service = make.startup(), make.service()
    make.entitlement(of=startup, kind=ServiceKind.TRAINING)
    make.entitlement()

    with pytest.raises(Refused):
        hold(startup, service, make.event())


def test_nothing_is_booked_for_a_day_after_the_entitlement_ends():
    startup, service = make.startup(), make.service()
    make.entitlement(of=startup, ends_on=today() + 5 * DAY)

    hold(startup, service, make.event(), on=today() + 5 * DAY)
    with pytest.raises(Refused, match=str((today() + 5 * DAY).year)):
        hold(startup, service, make.event(), on=today() + 6 * DAY)


def test_a_frozen_entitlement_gives_nothing_and_keeps_what_is_reserved(coached, staff):
    startup, service, entitlement = coached
    thing = make.event()
    hold(startup, service, thing)

    actions.freeze(entitlement.pk, by=staff, reason="Pause.")

    with pytest.raises(Refused):
        hold(startup, service, make.event())
    actions.consume(thing, by=None)
    entitlement.refresh_from_db()
    assert entitlement.standing() == Standing.FROZEN
    actions.unfreeze(entitlement.pk, by=staff, reason="Reprise.")
    hold(startup, service, make.event())


def test_an_adjustment_has_a_reason_and_never_takes_what_is_reserved(coached, staff):
    startup, service, entitlement = coached
    hold(startup, service, make.event(), amount=Decimal(2))

    with pytest.raises(Refused, match="1"):
        actions.adjust(entitlement.pk, by=staff, amount=Decimal(-2), reason="Trop.")
    actions.adjust(entitlement.pk, by=staff, amount=Decimal("-0.5"), reason="Trop.")
    actions.adjust(entitlement.pk, by=staff, amount=Decimal(4), reason="Prolongation.")

    assert left(entitlement) == Decimal("4.5")
    assert drifted() == []


def test_a_cohort_is_granted_at_once_and_a_second_time_changes_nothing(staff):
    startups, source = [make.startup() for _ in range(3)], make.source()
    what = actions.Grant("coaching", Decimal(12), source, today(), today() + 90 * DAY)

    assert len(actions.grant_many([one.pk for one in startups], what, by=staff)) == 3
    assert actions.grant_many([one.pk for one in startups], what, by=staff) == []


def test_a_free_service_reserves_nothing(coached):
    startup, service, entitlement = coached

    assert hold(startup, service, make.event(), amount=Decimal(0)) == []
    assert left(entitlement) == 3


def test_each_use_is_paid_by_the_source_it_was_drawn_from(coached):
    startup, service, entitlement = coached
    other = make.entitlement(of=startup, amount=5)
    thing = make.event()

    hold(startup, service, thing, amount=Decimal(4))
    actions.consume(thing, by=None)

    assert by_source(Entry.objects.all()) == {entitlement.source.code: 3, other.source.code: 1}


def test_granted_is_left_and_reserved_and_used(coached):
    startup, service, _entitlement = coached
    first, second = make.event(), make.event()
    hold(startup, service, first)
    hold(startup, service, second)
    actions.consume(first, by=None)

    (balance,) = balances(Entitlement.objects.filter(startup=startup))

    assert (balance.usable, balance.held, balance.used) == (1, 1, 1)
    assert balance.lines[0].granted == 3


def test_the_database_refuses_a_balance_below_zero(coached):
    with pytest.raises(IntegrityError, match="balance_is_never_below_zero"), transaction.atomic():
        Entitlement.objects.filter(pk=coached[2].pk).update(left=-1)


MOVES = st.lists(st.tuples(st.sampled_from(["hold", "consume", "release", "adjust"]), st.integers(0, 5)), max_size=15)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_whatever_happens_the_account_adds_up(moves):
    """For random histories: the sum of entries is the balance, and what was used is what the sources paid (issue: the ledger adds up)."""
    with transaction.atomic():
        startup, service = make.startup(), make.service()
        rows = [make.entitlement(of=startup, amount=3), make.entitlement(of=startup, amount=2)]
        things = [make.site() for _ in range(6)]
        used = Decimal(0)
        for verb, n in moves:
            used += _play(verb, n, startup, service, rows, things)
        mine = Entitlement.objects.filter(startup=startup)
        assert drifted() == []
        assert sum(by_source(Entry.objects.filter(entitlement__in=mine)).values()) == used
        for balance in balances(mine):
            for line in balance.lines:
                assert line.granted == line.left + line.held + line.used
        transaction.set_rollback(True)


def _play(verb, n, startup, service, rows, things):
    """Credits that the move has used up."""
    try:
        if verb == "hold":
            hold(startup, service, things[n], amount=Decimal(n % 3 + 1))
        elif verb == "adjust":
            actions.adjust(rows[n % 2].pk, by=None, amount=Decimal(n - 2), reason="x")
        else:
            closed = getattr(actions, verb)(things[n], by=None)
            return sum((entry.used for entry in closed), Decimal(0))
    except Refused:
        pass
    return Decimal(0)
