"""From the request to the last payment, and every way out."""

import random
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incubator.demo import make
from incubator.documents.models import Document
from incubator.errors import Refused
from services.funding.actions import awards, desk, requests, tranches
from services.funding.models import Award, Contribution, FundingRequest, Instrument, Tranche
from services.funding.queries import drifted, facts_of
from services.funding.states import AwardState, RequestState, TrancheState

pytestmark = pytest.mark.django_db
D, T = Decimal, TrancheState


def said(refusal):
    return str(refusal.value).replace("\u202f", " ").replace("\xa0", " ")


def test_a_request_is_sent_when_nothing_is_missing(staff):
    instrument = make.instrument(own_share_min=40, share_of_costs_max=60)
    instrument.papers.create(name_fr="le devis")
    row = make.funding_request(to=instrument, state="draft", own=0)
    requests.remove_piece(row.pk, piece=row.pieces.get().pk, by=None)

    with pytest.raises(Refused) as refusal:
        requests.submit(row.pk, by=None)
    assert "40 000 MAD d’autofinancement" in said(refusal)
    assert "le devis" in said(refusal)

    requests.write(row.pk, wish=make.wish(own=40_000), by=None)
    requests.attach(row.pk, upload=make.paper(), paper=instrument.papers.get(), by=None)
    sent = requests.submit(row.pk, by=None)
    assert requests.submit(row.pk, by=None).submitted_at == sent.submitted_at


def test_a_paper_replaces_the_one_before(staff):
    instrument = make.instrument()
    paper = instrument.papers.create(name_fr="le devis")
    row = make.funding_request(to=instrument, state="draft")

    requests.attach(row.pk, upload=make.paper("nouveau.pdf"), paper=paper, by=None)

    assert [piece.name for piece in row.pieces.all()] == ["nouveau.pdf"]
    assert Document.objects.about(row).count() == 1


@pytest.mark.parametrize("change", ["begin", "write", "attach", "delete", "remove"])
def test_what_was_sent_is_not_changed(change):
    row = make.funding_request()
    deeds = {
        "begin": lambda: requests.begin(row.instrument_id, startup_id=row.startup_id, wish=make.wish(), by=None),
        "write": lambda: requests.write(row.pk, wish=make.wish(), by=None),
        "attach": lambda: requests.attach(row.pk, upload=make.paper(), by=None),
        "delete": lambda: requests.delete_draft(row.pk, by=None),
        "remove": lambda: requests.remove_piece(row.pk, piece=0, by=None),
    }

    with pytest.raises(Refused):
        deeds[change]()


def test_a_draft_is_deleted_with_its_files():
    row = make.funding_request(state="draft")
    requests.attach(row.pk, upload=make.paper(), by=None)

    requests.delete_draft(row.pk, by=None)

    assert not FundingRequest.objects.exists()
    assert not Document.objects.standing().exists()


@pytest.mark.parametrize(
    "rules",
    [
        {"is_open": False},
        {"is_ours": False, "budget": None},
        {"valid_until": timezone.localdate() - timedelta(days=1)},
        {"valid_from": timezone.localdate() + timedelta(days=1)},
    ],
)
def test_no_request_is_begun_where_none_is_taken(rules):
    with pytest.raises(Refused):
        requests.begin(make.instrument(**rules).pk, startup_id=make.startup().pk, wish=make.wish(), by=None)


def test_a_startup_has_one_live_request_and_one_award_of_an_instrument(staff):
    made = make.award()
    with pytest.raises(Refused, match="bénéficie déjà"):
        requests.begin(made.instrument_id, startup_id=made.startup_id, wish=make.wish(), by=None)
    same = {"instrument": made.instrument, "startup": made.startup}
    FundingRequest.objects.create(**same)
    with pytest.raises(IntegrityError, match="one_live_request"), transaction.atomic():
        FundingRequest.objects.create(**same)


def test_a_company_is_as_old_as_it_was_when_the_request_was_sent():
    row = make.funding_request()
    past = timezone.now() - timedelta(days=400)
    FundingRequest.objects.filter(pk=row.pk).update(submitted_at=past)
    row.refresh_from_db()

    assert facts_of(row).on == timezone.localdate(past)


def test_an_award_takes_from_the_budget_and_its_tranches_make_it_up(staff):
    made = make.award(parts=[make.part(20_000, days=90), make.part(40_000, days=10, conditions=["Compte ouvert"])])

    made.instrument.refresh_from_db()
    assert made.instrument.committed_mad == 60_000
    assert [(row.number, row.amount) for row in made.tranches.order_by("number")] == [(1, 40_000), (2, 20_000)]
    assert made.request.state == RequestState.AWARDED
    assert drifted() == []


def test_tranches_that_do_not_make_up_the_award_are_refused(staff):
    row = make.funding_request()
    for parts in ([make.part(10_000)], [], [make.part(70_000), make.part(-10_000)]):
        with pytest.raises(Refused):
            desk.award(row.pk, by=staff, grant=desk.Grant(D(60_000), parts))
    assert not Award.objects.exists()


def test_what_the_rules_forbid_is_not_granted(staff):
    instrument = make.instrument(ceiling_mad=50_000)
    row = make.funding_request(to=instrument, amount=50_000)

    with pytest.raises(Refused) as refusal:
        desk.award(row.pk, by=staff, grant=desk.Grant(D(60_000), [make.part(60_000)]))

    assert "10 000 MAD de trop" in said(refusal)


def test_the_first_payment_waits_for_signature_money_papers_and_conditions(staff):
    instrument = make.instrument(own_share_min=40, own_money_first=True)
    bank = instrument.papers.create(name_fr="le RIB", moment="payment")
    made = make.award(to=instrument, parts=[make.part(30_000, conditions=["Ouvrir un compte"]), make.part(days=90)])
    first = made.tranches.get(number=1)

    with pytest.raises(Refused):
        tranches.approve(first.pk, by=staff)
    make.sign(made)
    with pytest.raises(Refused) as refusal:
        tranches.approve(first.pk, by=staff)
    assert "Il manque 40 000 MAD d’autofinancement justifié avant le premier versement." in said(refusal)
    assert "le RIB" in said(refusal)
    assert "Ouvrir un compte" in said(refusal)

    owner = make.owner_of(made.startup)
    proof = {"label": "Apport", "upload": make.paper(), "by": owner}
    own = requests.contribute(made.request_id, amount=D(40_000), **proof)
    requests.attach(made.request_id, upload=make.paper(), paper=bank, by=owner)
    tranches.prove(first.conditions.get().pk, upload=make.paper(), by=owner)
    with pytest.raises(Refused):
        tranches.approve(first.pk, by=staff)
    desk.verify_contribution(made.request_id, contribution=own, by=staff)
    tranches.meet(first.pk, condition=first.conditions.get(), by=staff)

    assert tranches.approve(first.pk, by=staff).state == T.CONDITIONS
    assert tranches.approve(first.pk, by=make.staff()).state == T.APPROVED


def test_two_people_approve(staff):
    row = make.tranche()
    tranches.approve(row.pk, by=staff)

    with pytest.raises(Refused, match="une autre personne"):
        tranches.approve(row.pk, by=staff)

    tranches.take_back(row.pk, by=staff, reason="Erreur")
    row.refresh_from_db()
    assert row.first_by is None
    with pytest.raises(Refused):
        tranches.take_back(row.pk, by=staff, reason="Encore")


def test_a_payment_names_its_day_its_reference_and_the_right_amount(staff):
    row = make.tranche(state=T.APPROVED)
    right = {"paid_on": timezone.localdate(), "reference": "VIR-1", "amount": row.amount}
    tomorrow = timezone.localdate() + timedelta(days=1)
    for wrong in ({"amount": D(1)}, {"reference": " "}, {"paid_on": tomorrow}):
        with pytest.raises(Refused):
            tranches.pay(row.pk, by=staff, **{**right, **wrong})

    tranches.pay(row.pk, by=staff, **right)

    made, second = Award.objects.get(), Tranche.objects.get(number=2)
    assert (made.state, made.paid_mad, second.state) == (AwardState.ACTIVE, row.amount, T.CONDITIONS)


def test_a_payment_that_comes_back_is_made_again_and_the_award_ends_paid(staff):
    made = make.award(is_signed=True)
    for number in (1, 2):
        make.tranche(of=made, state=T.PAID, number=number)
    made.refresh_from_db()
    assert made.state == AwardState.COMPLETED

    row = tranches.fail(made.tranches.get(number=2).pk, by=staff, reason="Compte clos")
    made.refresh_from_db()
    assert (made.state, made.paid_mad, row.reference) == (AwardState.ACTIVE, D(30_000), "")
    assert drifted() == []

    make.pay(row)
    made.refresh_from_db()
    assert made.state == AwardState.COMPLETED
    assert drifted() == []


def test_the_second_tranche_waits_for_the_first(staff):
    made = make.award(is_signed=True)
    make.tranche(of=made, state=T.PAID)
    tranches.fail(made.tranches.get(number=1).pk, by=staff, reason="Compte clos")

    with pytest.raises(Refused, match="tranche"):
        tranches.approve(made.tranches.get(number=2).pk, by=staff)


@pytest.mark.parametrize(("paid", "back", "places"), [(0, 60_000, 0), (1, 30_000, 1)])
def test_a_cancelled_award_gives_back_what_is_not_paid(staff, paid, back, places):
    made = make.award(is_signed=True)
    if paid:
        make.tranche(of=made, state=T.PAID)

    awards.cancel(made.pk, by=staff, reason="Société dissoute")

    instrument = Instrument.objects.get()
    assert (instrument.committed_mad, instrument.beneficiaries) == (60_000 - back, places)
    assert set(made.tranches.values_list("state", flat=True)) <= {T.CANCELLED, T.PAID}
    assert drifted() == []


def test_a_cancelled_tranche_makes_the_award_smaller_but_the_last_goes_with_it(staff):
    made = make.award(is_signed=True)
    tranches.cancel(made.tranches.get(number=1).pk, by=staff, reason="Sans objet")

    made.refresh_from_db()
    second = made.tranches.get(number=2)
    assert (made.amount, Instrument.objects.get().committed_mad, second.state) == (30_000, 30_000, T.CONDITIONS)
    with pytest.raises(Refused, match="annulez plutôt le financement"):
        tranches.cancel(second.pk, by=staff, reason="Sans objet")


def test_own_money_is_proved_once_and_stays_once_verified(staff):
    row = make.funding_request()
    upload = make.paper()
    own = requests.contribute(row.pk, label="Apport", amount=D(10), upload=upload, by=None)
    upload.seek(0)
    for told in ({"amount": D(10), "upload": upload}, {"amount": D(0), "upload": make.paper()}):
        with pytest.raises(Refused):
            requests.contribute(row.pk, label="Apport", by=None, **told)
    desk.verify_contribution(row.pk, contribution=own.pk, by=staff)
    desk.verify_contribution(row.pk, contribution=own.pk, by=staff)
    with pytest.raises(Refused):
        requests.remove_contribution(row.pk, contribution=own.pk, by=None)
    other = requests.contribute(row.pk, label="Prêt", amount=D(5), upload=make.paper(), by=None)
    requests.remove_contribution(row.pk, contribution=other.pk, by=None)
    requests.remove_contribution(row.pk, contribution=other.pk, by=None)
    with pytest.raises(Refused):
        desk.verify_contribution(row.pk, contribution=other.pk, by=staff)

    assert Contribution.objects.get().verified_by == staff


def test_own_money_is_no_longer_counted_when_all_is_over():
    row = make.funding_request(state="refused")

    with pytest.raises(Refused):
        requests.contribute(row.pk, label="Apport", amount=D(10), upload=make.paper(), by=None)


def test_a_better_proof_replaces_the_one_before_until_it_is_found_met(staff):
    made = make.award(is_signed=True, parts=[make.part(conditions=["Rapport"]), make.part(days=90)])
    condition = made.tranches.get(number=1).conditions.get()
    tranches.prove(condition.pk, upload=make.paper(), by=None)
    tranches.prove(condition.pk, upload=make.paper("mieux.pdf"), by=None)
    assert Document.objects.standing().filter(name="mieux.pdf").exists()
    tranches.meet(condition.tranche_id, condition=condition.pk, by=staff)
    tranches.meet(condition.tranche_id, condition=condition.pk, by=staff)

    with pytest.raises(Refused, match="déjà levée"):
        tranches.prove(condition.pk, upload=make.paper(), by=None)
    make.tranche(of=made, state=T.PAID)
    for late in (
        lambda: tranches.prove(condition.pk, upload=make.paper(), by=None),
        lambda: tranches.meet(condition.tranche_id, condition=condition.pk, by=staff),
    ):
        with pytest.raises(Refused):
            late()


def test_the_database_refuses_what_no_action_does():
    row = make.tranche(state=T.APPROVED)
    for model, pk, wrong in (
        (Tranche, row.pk, {"second_by": row.first_by}),
        (Tranche, row.pk, {"second_by": None}),
        (Tranche, row.pk, {"state": T.PAID}),
        (Award, row.award_id, {"paid_mad": row.award.amount + 1}),
        (Award, row.award_id, {"planned_mad": 1}),
        (Award, row.award_id, {"signed_on": None}),
        (Instrument, row.award.instrument_id, {"budget_mad": 1}),
        (Instrument, row.award.instrument_id, {"beneficiaries_max": 0}),
        (Instrument, row.award.instrument_id, {"paid_mad": row.award.amount + 1}),
        (Instrument, row.award.instrument_id, {"source": None}),
        (Instrument, row.award.instrument_id, {"slug": "files"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=pk).update(**wrong)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_the_counters_are_the_sums(staff, seed):
    luck = random.Random(seed)  # noqa: S311 -- a history, no secret
    instrument, other = make.instrument(budget=200_000), make.staff()
    for _n in range(2):
        make.award(to=instrument, is_signed=True, parts=[make.part(10_000, days=n) for n in range(3)])
    deeds = {
        "approve": lambda pk: (tranches.approve(pk, by=staff), tranches.approve(pk, by=other)),
        "pay": lambda pk: make.pay(Tranche.objects.get(pk=pk)),
        "fail": lambda pk: tranches.fail(pk, by=staff, reason="x"),
        "back": lambda pk: tranches.take_back(pk, by=staff, reason="x"),
        "cancel": lambda pk: luck.random() < 0.2 and tranches.cancel(pk, by=staff, reason="x"),
        "drop": lambda pk: (
            luck.random() < 0.1 and awards.cancel(Tranche.objects.get(pk=pk).award_id, by=staff, reason="x")
        ),
    }
    often = [*deeds, *["approve", "pay"] * 3]
    rows, done = list(Tranche.objects.values_list("pk", flat=True)), 0
    for _step in range(60):
        try:
            with transaction.atomic():
                done += bool(deeds[luck.choice(often)](luck.choice(rows)))
        except Refused:
            continue
        assert drifted() == []
    assert done > 5


def test_own_money_that_staff_decline_does_not_count_and_has_a_reason(staff):
    row = make.funding_request(state="submitted")
    own = requests.contribute(row.pk, label="Apport", amount=D(10), upload=make.paper(), by=None)
    told = {"contribution": own.pk, "by": staff}
    with pytest.raises(Refused):
        desk.decline_contribution(row.pk, reason=" ", **told)

    desk.decline_contribution(row.pk, reason="Relevé illisible", **told)
    desk.decline_contribution(row.pk, reason="Autre chose", **told)

    own.refresh_from_db()
    assert (own.state, own.reason, own.verified_at) == ("declined", "Relevé illisible", None)
    with pytest.raises(Refused):
        desk.verify_contribution(row.pk, **told)
    requests.remove_contribution(row.pk, contribution=own.pk, by=None)
    assert not Contribution.objects.exists()


def test_what_is_verified_is_not_declined(staff):
    row = make.funding_request(state="submitted")
    own = requests.contribute(row.pk, label="Apport", amount=D(10), upload=make.paper(), by=None)
    desk.verify_contribution(row.pk, contribution=own.pk, by=staff)

    with pytest.raises(Refused):
        desk.decline_contribution(row.pk, contribution=own.pk, by=staff, reason="Trop tard")
