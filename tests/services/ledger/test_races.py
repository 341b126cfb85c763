"""32 clients on one balance: never below zero; the control shows what happens without the guard."""

from decimal import Decimal

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from services.ledger import actions
from services.ledger.models import Entitlement
from services.ledger.queries import drifted
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32


def reserve(startup, service, things):
    today = timezone.localdate()

    def job(thing):
        return lambda: actions.hold(startup.pk, service, thing, amount=Decimal(1), on=today, by=None)

    return at_once([job(thing) for thing in things], told=Refused)


def test_a_balance_of_five_is_reserved_five_times():
    startup, service = make.startup(), make.service()
    row = make.entitlement(of=startup, amount=5)

    answers = reserve(startup, service, [make.site() for _ in range(CLIENTS)])

    row.refresh_from_db()
    assert sum(isinstance(answer, list) for answer in answers) == 5
    assert sum(isinstance(answer, Refused) for answer in answers) == CLIENTS - 5
    assert row.left == 0
    assert drifted() == []


def test_control_without_lock_and_condition_more_is_reserved_than_there_is(monkeypatch):
    startup, service = make.startup(), make.service()
    make.entitlement(of=startup, amount=5)
    monkeypatch.setattr(actions, "draw", look_then_draw)
    monkeypatch.setattr(Entitlement.objects.all().__class__, "locked", lambda rows: rows)

    answers = reserve(startup, service, [make.site() for _ in range(CLIENTS)])

    assert sum(isinstance(answer, list) for answer in answers) > 5
    assert drifted() != []


def look_then_draw(pk, amount):
    """Reads, thinks, writes what it thought: what everybody does who has not been bitten yet."""
    known = Entitlement.objects.get(pk=pk).left
    if known < amount:
        return False
    Entitlement.objects.filter(pk=pk).update(left=known - amount)
    return True
