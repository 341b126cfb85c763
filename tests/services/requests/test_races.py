"""32 clients on one proposal and on one balance: accepted once, never below zero; the control shows what happens without the lock."""

from decimal import Decimal

import pytest

from incubator.demo import make
from incubator.errors import Refused
from services.ledger.models import Entitlement, Entry
from services.ledger.queries import drifted
from services.requests.actions import asking, scoping, working
from services.requests.models import Request
from services.requests.states import RequestState as S
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32


@pytest.fixture
def account():
    startup, service = make.startup(), make.asked_service()
    return startup, service, make.entitlement(of=startup, kind=service.kind, amount=5)


def proposed(startup, service):
    offer = make.proposal(credits=Decimal(1))
    return make.request(state=S.SCOPED, of=startup, to=service, proposed=offer)


def test_32_acceptances_of_one_proposal_are_one(account):
    startup, service, row = account
    request = proposed(startup, service)

    answers = at_once([lambda: scoping.accept(request.pk, number=1, by=None)] * CLIENTS, told=Refused)

    row.refresh_from_db()
    assert all(isinstance(answer, Request) for answer in answers)
    assert (row.left, Entry.objects.filter(verb="hold").count()) == (4, 1)


def test_a_balance_of_five_pays_for_five_of_twelve_requests(account):
    startup, service, row = account
    asked = [proposed(startup, service) for _ in range(12)]

    def job(request):
        return lambda: scoping.accept(request.pk, number=1, by=None)

    answers = at_once([job(request) for request in asked], told=Refused)

    row.refresh_from_db()
    assert sum(isinstance(answer, Request) for answer in answers) == 5
    assert Request.objects.filter(state=S.APPROVED).count() == 5
    assert (row.left, drifted()) == (0, [])


def test_accepting_against_withdrawing_reserves_for_nothing_that_is_over(account):
    startup, service, row = account
    request = proposed(startup, service)
    both = [
        lambda: scoping.accept(request.pk, number=1, by=None),
        lambda: asking.withdraw(request.pk, by=None),
    ]

    at_once(both * 4, told=Refused)

    row.refresh_from_db()
    assert Request.objects.get(pk=request.pk).state == S.CANCELLED
    assert (row.left, drifted()) == (5, [])


def test_many_sendings_at_once_give_each_its_own_number():
    service = make.asked_service()
    drafts = [make.request(to=service) for _ in range(8)]

    def job(request):
        return lambda: asking.send(request.pk, by=None)

    at_once([job(request) for request in drafts * 2])

    numbers = Request.objects.values_list("number", flat=True)
    assert sorted(numbers) == [f"{service.code}-{n:04d}" for n in range(1, 9)]


def test_a_delivery_accepted_and_sent_back_at_once_is_one_of_both(account):
    request = make.request(state=S.DELIVERED)
    both = [
        lambda: working.accept_delivery(request.pk, number=1, by=None),
        lambda: working.return_delivery(request.pk, number=1, reason="Incomplet.", by=None),
    ]

    at_once(both * 8, told=Refused)

    delivery = request.deliveries.get()
    assert (delivery.accepted_at is None) != (delivery.returned_at is None)


def test_control_without_the_lock_the_letter_of_one_acceptance_leaves_twice_or_it_fails(account, monkeypatch):
    """Without the row lock several clients see the proposal open: more than one of them walks the whole way."""
    startup, service, _row = account
    request = proposed(startup, service)
    monkeypatch.setattr(Request.objects.all().__class__, "locked", lambda rows: rows)
    monkeypatch.setattr(Entitlement.objects.all().__class__, "locked", lambda rows: rows)
    walked = []
    answer = scoping._answer

    def counted(scope, state, **more):
        walked.append(scope.pk)
        answer(scope, state, **more)

    monkeypatch.setattr(scoping, "_answer", counted)

    at_once([lambda: scoping.accept(request.pk, number=1, by=None)] * CLIENTS)

    assert len(walked) > 1
