"""Every verb from every state it is not allowed from, and what the actions make of it."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from services.funding.actions import awards, desk, instruments, requests, tranches
from services.funding.actions.moving import move
from services.funding.models import Award, FundingRequest, Instrument, Tranche
from services.funding.states import (
    AWARD,
    INSTRUMENT,
    REQUEST,
    TRANCHE,
    AwardState,
    InstrumentState,
    RequestState,
    TrancheState,
)

pytestmark = pytest.mark.django_db
NOUNS = [
    (Instrument, INSTRUMENT, InstrumentState),
    (FundingRequest, REQUEST, RequestState),
    (Award, AWARD, AwardState),
    (Tranche, TRANCHE, TrancheState),
]
FORBIDDEN = [(model, verb, state) for model, table, states in NOUNS for verb, state in table.forbidden(states)]


@pytest.mark.parametrize(("model", "verb", "state"), FORBIDDEN)
def test_no_verb_moves_from_a_state_it_is_not_allowed_from(model, verb, state):
    with pytest.raises(Refused):
        move(model(state=state), verb, by=None)


def grant():
    return desk.Grant(Decimal(1_000), [make.part(1_000)])


OF_REQUESTS = {
    "submit": lambda row, by: requests.submit(row.pk, by=by),
    "ask_completion": lambda row, by: desk.ask_completion(row.pk, by=by, asked="x"),
    "award": lambda row, by: desk.award(row.pk, by=by, grant=grant()),
    "refuse": lambda row, by: desk.refuse(row.pk, by=by, reason="x"),
    "withdraw": lambda row, by: requests.withdraw(row.pk, by=by),
}
OF_TRANCHES = {
    "approve": lambda row, by: tranches.approve(row.pk, by=by),
    "take_back": lambda row, by: tranches.take_back(row.pk, by=by, reason="x"),
    "pay": lambda row, by: make.pay(row),
    "fail": lambda row, by: tranches.fail(row.pk, by=by, reason="x"),
    "cancel": lambda row, by: tranches.cancel(row.pk, by=by, reason="x"),
}
OF_AWARDS = {
    "send_agreement": lambda row, by: awards.send_agreement(row.pk, by=by, file=make.paper()),
    "sign": lambda row, by: awards.sign(row.pk, by=by, signed_on=timezone.localdate(), file=make.paper()),
    "cancel": lambda row, by: awards.cancel(row.pk, by=by, reason="x"),
}


def refused(verbs, table, row, staff):
    """Each verb that the state forbids is refused and changes nothing; sending twice is sending once."""
    kept = type(row).objects.filter(pk=row.pk)
    before = kept.values().get()
    for verb, deed in verbs.items():
        if table.allows(verb, row.state) or (verb, row.state) == ("submit", "submitted"):
            continue
        with pytest.raises(Refused), transaction.atomic():
            deed(row, staff)
        assert kept.values().get() == before, verb


@pytest.mark.parametrize("state", RequestState)
def test_a_request_is_moved_by_no_action_that_its_state_forbids(staff, state):
    refused(OF_REQUESTS, REQUEST, make.funding_request(state=state), staff)


@pytest.mark.parametrize("state", TrancheState)
def test_a_tranche_is_moved_by_no_action_that_its_state_forbids(staff, state):
    refused(OF_TRANCHES, TRANCHE, make.tranche(state=state), staff)


@pytest.mark.parametrize("state", AwardState)
def test_an_award_is_moved_by_no_action_that_its_state_forbids(staff, state):
    made = make.award(is_signed=state in {AwardState.SIGNED, AwardState.ACTIVE, AwardState.COMPLETED})
    for number in {AwardState.ACTIVE: [1], AwardState.COMPLETED: [1, 2]}.get(state, []):
        make.tranche(of=made, state=TrancheState.PAID, number=number)
    if state == AwardState.CANCELLED:
        awards.cancel(made.pk, by=staff, reason="x")
    made.refresh_from_db()
    assert made.state == state

    refused(OF_AWARDS, AWARD, made, staff)


def test_an_instrument_is_opened_with_its_summary_and_closed(staff):
    made = make.instrument(is_open=False, summary_fr="")
    with pytest.raises(Refused, match="résumé"):
        instruments.open(made.pk, by=staff)
    Instrument.objects.filter(pk=made.pk).update(summary_fr="Une aide.")

    assert instruments.open(made.pk, by=staff).state == "open"
    assert instruments.close(made.pk, by=staff).state == "closed"
