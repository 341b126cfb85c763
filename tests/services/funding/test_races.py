"""32 clients on one budget, one place, one payment, one approval; each control shows what happens without the guard."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.db.models import F

from incubator.demo import make
from incubator.errors import Refused
from services.funding.actions import budget, desk, tranches
from services.funding.models import Award, Instrument, Tranche
from services.funding.queries import drifted
from services.funding.states import TrancheState
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32
TEN = Decimal(10_000)


@pytest.fixture
def chk():
    """Controls take a CHECK away and put it back."""
    taken = []

    def drop(model, name):
        constraint = next(one for one in model._meta.constraints if one.name == name)
        with connection.schema_editor() as editor:
            editor.remove_constraint(model, constraint)
        taken.append((model, constraint))

    yield drop
    Award.objects.all().update(paid_mad=0)
    Instrument.objects.all().update(committed_mad=0, paid_mad=0, beneficiaries=0)
    Tranche.objects.all().update(state=TrancheState.PLANNED, first_by=None, second_by=None, paid_on=None, reference="")
    for model, constraint in taken:
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


def grant_all(instrument, clients=CLIENTS):
    """Each client grants 10,000 MAD of the same instrument to another startup."""
    asked = [make.funding_request(to=instrument, amount=10_000) for _ in range(clients)]
    officer = make.staff()
    grant = desk.Grant(TEN, [make.part(10_000)])
    return at_once([lambda pk=one.pk: desk.award(pk, by=officer, grant=grant) for one in asked], told=Refused)


def granted(answers):
    return sum(isinstance(answer, Award) for answer in answers)


def test_a_budget_of_five_awards_grants_five():
    instrument = make.instrument(budget=55_000)

    answers = grant_all(instrument)

    instrument.refresh_from_db()
    assert granted(answers) == 5
    assert instrument.committed_mad == 50_000
    assert Award.objects.count() == 5
    assert drifted() == []


def test_places_for_three_are_given_three_times():
    instrument = make.instrument(beneficiaries_max=3)

    answers = grant_all(instrument)

    instrument.refresh_from_db()
    assert (granted(answers), instrument.beneficiaries) == (3, 3)
    assert drifted() == []


def look_then_commit(instrument_id, amount):
    """Reads, thinks, writes what it thought."""
    known = Instrument.objects.get(pk=instrument_id)
    if known.left_mad < amount or known.is_full:
        raise Refused("no")
    counters = {"committed_mad": known.committed_mad + amount, "beneficiaries": known.beneficiaries + 1}
    Instrument.objects.filter(pk=instrument_id).update(**counters)


def test_control_without_the_condition_more_is_granted_than_there_is(monkeypatch):
    monkeypatch.setattr(budget, "commit", look_then_commit)

    answers = grant_all(make.instrument(budget=55_000, beneficiaries_max=5))

    assert granted(answers) > 5
    assert drifted() != []


def test_control_without_the_condition_the_database_still_refuses(monkeypatch):
    """The CHECK alone: nobody is oversold, but people see an error instead of a sentence."""

    def blind(instrument_id, amount):
        more = {"committed_mad": F("committed_mad") + amount, "beneficiaries": F("beneficiaries") + 1}
        Instrument.objects.filter(pk=instrument_id).update(**more)

    monkeypatch.setattr(budget, "commit", blind)
    instrument = make.instrument(budget=15_000)
    asked = [make.funding_request(to=instrument, amount=10_000) for _ in range(4)]
    officer, grant = make.staff(), desk.Grant(TEN, [make.part(10_000)])
    monkeypatch.setattr(desk, "lacks_of_award", lambda request, amount: [])

    jobs = [lambda pk=one.pk: desk.award(pk, by=officer, grant=grant) for one in asked]
    answers = at_once(jobs, told=IntegrityError)

    assert granted(answers) == 1
    assert drifted() == []


def pay_all(row):
    return at_once([lambda n=n: make.pay(row, reference=f"VIR-{n}") for n in range(CLIENTS)], told=Refused)


def test_a_tranche_is_paid_once():
    row = make.tranche(state=TrancheState.APPROVED)

    answers = pay_all(row)

    row.award.refresh_from_db()
    assert sum(isinstance(answer, Tranche) for answer in answers) == 1
    assert row.award.paid_mad == row.amount
    assert drifted() == []


def test_control_without_the_lock_a_tranche_is_paid_twice(monkeypatch):
    row = make.tranche(state=TrancheState.APPROVED)
    for model in (Award, Tranche):
        monkeypatch.setattr(type(model.objects.all()), "locked", lambda rows: rows)

    pay_all(row)

    assert drifted() != []


def approve_all(row, people):
    return at_once([lambda who=who: tranches.approve(row.pk, by=who) for who in people], told=Refused)


def test_one_person_who_presses_many_times_approves_once():
    row, officer = make.tranche(), make.staff()

    answers = approve_all(row, [officer] * CLIENTS)

    row.refresh_from_db()
    assert sum(isinstance(answer, Tranche) for answer in answers) == 1
    assert (row.first_by, row.second_by, row.state) == (officer, None, TrancheState.CONDITIONS)


def test_of_many_who_approve_at_once_two_do():
    row = make.tranche()

    answers = approve_all(row, [make.staff() for _ in range(8)])

    row.refresh_from_db()
    assert sum(isinstance(answer, Tranche) for answer in answers) == 2
    assert row.state == TrancheState.APPROVED
    assert row.first_by != row.second_by


def test_control_without_the_look_the_database_refuses_the_second_approval_of_one_person(monkeypatch):
    row, officer = make.tranche(), make.staff()
    monkeypatch.setattr(tranches, "check_other", lambda tranche, by: None)
    tranches.approve(row.pk, by=officer)

    with pytest.raises(IntegrityError, match="tranche_is_approved_by_two_people"):
        tranches.approve(row.pk, by=officer)


def test_control_without_look_and_check_one_person_approves_alone(monkeypatch, chk):
    row, officer = make.tranche(), make.staff()
    monkeypatch.setattr(tranches, "check_other", lambda tranche, by: None)
    chk(Tranche, "tranche_is_approved_by_two_people")

    with suppress(Refused):
        approve_all(row, [officer] * 4)

    row.refresh_from_db()
    assert row.state == TrancheState.APPROVED
    assert row.first_by == row.second_by
