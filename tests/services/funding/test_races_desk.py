"""The page of an instrument is saved while somebody grants; money is granted, given back and paid at the same instant."""

import threading
from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import connections
from django.urls import reverse

from incubator.demo import make
from incubator.errors import Refused
from programs.partners.steps import StepsAdmin
from services.funding.actions import awards, desk, tranches
from services.funding.admin.instruments import InstrumentAdmin
from services.funding.desk_forms import InstrumentForm
from services.funding.models import Award, Instrument
from services.funding.queries import drifted
from services.funding.states import TrancheState
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
TEN = Decimal(10_000)
SOON = 0.5


@pytest.fixture
def save_while_granting(client, staff, monkeypatch):
    """The page was read and is about to be written: at this moment 10,000 MAD are granted elsewhere."""
    instrument = make.instrument(budget=50_000)
    request = make.funding_request(to=instrument, amount=10_000)
    grant = desk.Grant(TEN, [make.part(10_000)])

    def elsewhere():
        try:
            with suppress(Refused):
                desk.award(request.pk, by=staff, grant=grant)
        finally:
            connections.close_all()

    other, clean = threading.Thread(target=elsewhere), InstrumentForm.clean_budget_mad

    def cleaned(form):
        told = clean(form)
        other.start()
        other.join(SOON)
        return told

    def save(**words):
        monkeypatch.setattr(InstrumentForm, "clean_budget_mad", cleaned)
        client.force_login(staff)
        papers = {"papers-TOTAL_FORMS": 0, "papers-INITIAL_FORMS": 0}
        same = {name: getattr(instrument, name) for name in ("slug", "kind", "operator", "name_fr", "position")}
        told = {**same, **papers, "is_ours": "on", "source": instrument.source_id, "budget_mad": "50000", **words}
        answer = client.post(reverse("admin:services_instrument_change", args=[instrument.pk]), told)
        other.join()
        instrument.refresh_from_db()
        return answer, instrument

    return save


def test_what_is_granted_while_the_page_is_saved_stays_counted(save_while_granting):
    answer, instrument = save_while_granting(summary_fr="Autre phrase.")

    assert answer.status_code == 302
    assert (instrument.summary_fr, instrument.committed_mad, instrument.beneficiaries) == ("Autre phrase.", TEN, 1)
    assert drifted() == []


def test_control_without_the_lock_the_page_writes_old_counters(save_while_granting, monkeypatch):
    monkeypatch.setattr(InstrumentAdmin, "changeform_view", StepsAdmin.changeform_view)

    _answer, instrument = save_while_granting(summary_fr="Autre phrase.")

    assert instrument.committed_mad == 0
    assert drifted() == [instrument]
    Instrument.objects.update(committed_mad=TEN, beneficiaries=1)


def test_a_budget_lowered_while_money_is_granted_is_kept_to(save_while_granting):
    answer, instrument = save_while_granting(budget_mad="5000")

    assert answer.status_code == 302
    assert (instrument.budget_mad, instrument.committed_mad) == (Decimal(5_000), 0)
    assert Award.objects.count() == 0


def test_granting_giving_back_and_paying_at_once_adds_up():
    instrument, officer = make.instrument(budget=100_000, beneficiaries_max=8), make.staff()
    signed = [make.award(to=instrument, parts=[make.part(10_000), make.part(10_000)], is_signed=True) for _ in range(3)]
    firsts = [make.tranche(of=one, state=TrancheState.APPROVED) for one in signed]
    asked = [make.funding_request(to=instrument, amount=10_000) for _ in range(14)]
    grant = desk.Grant(TEN, [make.part(10_000)])
    jobs = [lambda pk=one.pk: desk.award(pk, by=officer, grant=grant) for one in asked]
    for award, first in zip(signed, firsts, strict=True):
        second = award.tranches.get(number=2).pk
        jobs += [lambda row=first: make.pay(row)] * 2
        jobs += [lambda pk=second: tranches.cancel(pk, by=officer, reason="Sans objet")] * 2
        jobs += [lambda pk=award.pk: awards.cancel(pk, by=officer, reason="Arrêt")] * 2

    at_once(jobs, told=Refused)

    instrument.refresh_from_db()
    assert drifted() == []
    assert instrument.paid_mad <= instrument.committed_mad <= 100_000
    assert instrument.beneficiaries <= 8
