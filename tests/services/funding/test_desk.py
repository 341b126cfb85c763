"""Staff at work: instruments, requests, awards and tranches in the administration; queues; sheets."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.desk import queues
from services.funding.actions import requests, tranches
from services.funding.models import Award, Instrument, Tranche
from services.funding.states import TrancheState
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def at(name, *args):
    return reverse(f"admin:services_{name}", args=args)


def words(**more):
    return {
        "slug": "prime",
        "kind": "grant",
        "operator": "Cluster",
        "position": 1,
        "name_fr": "Prime",
        "summary_fr": "Une prime.",
        "papers-TOTAL_FORMS": 0,
        "papers-INITIAL_FORMS": 0,
        **more,
    }


def test_an_instrument_is_made_and_opened(desk):
    ours = {"is_ours": "on", "source": make.source().pk, "budget_mad": "100000", "stages": ["mvp"]}

    assert desk.post(at("instrument_add"), words(**ours)).status_code == 302

    made = Instrument.objects.get()
    assert desk.post(at("instrument_step", made.pk, "open")).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.stages) == ("open", ["mvp"])
    assert "0 / 100" in desk.get(at("instrument_changelist")).text
    assert "disponibles" in desk.get(at("instrument_change", made.pk)).text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"is_ours": "on"}, "indiquez qui paie"),
        ({"slug": "files"}, "prise par une autre page"),
        ({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "précède le début"),
        ({"own_share_min": "101"}, "errorlist"),
        ({"source_url": "javascript:alert(1)"}, "errorlist"),
    ],
)
def test_an_instrument_that_makes_no_sense_is_told(desk, more, said):
    answer = desk.post(at("instrument_add"), words(**more))

    assert answer.status_code == 200
    assert said in answer.text
    assert not Instrument.objects.exists()


def test_a_budget_does_not_go_below_what_is_granted(desk):
    instrument = make.award().instrument
    same = {"is_ours": "on", "source": instrument.source_id, "slug": instrument.slug}

    answer = desk.post(at("instrument_change", instrument.pk), words(**same, budget_mad="10", beneficiaries_max="0"))

    assert answer.text.count("Davantage est déjà accordé") >= 2


def plan(**more):
    return {
        "amount": "60000",
        "part_1": "60000",
        "due_1": TODAY().isoformat(),
        "before_1": "Compte ouvert\nRIB",
        **more,
    }


def test_a_request_is_judged_and_granted(desk):
    row = make.funding_request()
    page = desk.get(at("fundingrequest_change", row.pk)).text
    assert "Toutes les règles de l’instrument sont respectées" in page

    answer = desk.post(at("fundingrequest_step", row.pk, "award"), plan())

    made = Award.objects.get()
    assert answer.url == at("award_change", made.pk)
    assert made.tranches.get().conditions.count() == 2


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"amount": "70000"}, "amount"),
        ({"part_2": "1"}, "due_2"),
        ({"due_1": ""}, "due_1"),
        ({"before_3": "Rien"}, "part_3"),
        ({"before_1": "x" * 301}, "before_1"),
        ({"amount": "1e400"}, "amount"),
    ],
)
def test_a_plan_that_makes_no_sense_is_told_beside_its_field(desk, more, field):
    answer = desk.post(at("fundingrequest_step", make.funding_request().pk, "award"), plan(**more))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Award.objects.exists()


def test_a_request_is_sent_back_refused_and_its_money_verified(desk):
    row = make.funding_request()
    requests.contribute(row.pk, label="Apport", amount=10, upload=make.paper(), by=None)
    own = row.contributions.get()
    step = lambda name: at("fundingrequest_step", row.pk, name)  # noqa: E731

    requests.contribute(row.pk, label="Prêt", amount=10, upload=make.paper(), by=None)
    loan = row.contributions.get(label="Prêt")
    declined = {"contribution": loan.pk, "reason": "Relevé illisible"}
    assert desk.post(step("decline_contribution"), {**declined, "reason": ""}).status_code == 422
    assert desk.post(step("decline_contribution"), declined).status_code == 302
    assert desk.post(step("verify_contribution"), {"contribution": own.pk}).status_code == 302
    assert desk.post(step("ask_completion"), {"asked": "Un devis"}).status_code == 302
    assert desk.post(step("refuse"), {"reason": ""}).status_code == 422
    assert desk.post(step("refuse"), {"reason": "Hors sujet"}).status_code == 302

    row.refresh_from_db()
    own.refresh_from_db()
    assert (row.state, row.reason, own.state) == ("refused", "Hors sujet", "verified")


def test_from_the_agreement_to_the_payment(desk, client):
    made = make.award(parts=[make.part(60_000, conditions=["Rapport"])])
    row = made.tranches.get()
    award, tranche = (lambda n: at("award_step", made.pk, n)), (lambda n: at("tranche_step", row.pk, n))
    signed = {"signed_on": TODAY().isoformat()}

    assert desk.post(award("sign"), signed).status_code == 422
    assert desk.post(award("send_agreement"), {"file": make.paper()}).status_code == 302
    assert desk.post(award("sign"), {**signed, "file": make.paper()}).status_code == 302
    assert "Cette condition n’est pas encore levée" in desk.get(at("tranche_change", row.pk)).text
    assert desk.post(tranche("approve")).status_code == 422
    assert desk.post(tranche("meet"), {"condition": row.conditions.get().pk}).status_code == 302
    assert desk.post(tranche("approve")).status_code == 302
    assert "une autre personne donne maintenant" in desk.get(at("tranche_change", row.pk)).text
    again = desk.post(tranche("approve"))
    assert again.status_code == 422
    assert "une autre personne" in again.text

    client.force_login(make.staff())
    assert "la vôtre serait la seconde" in client.get(at("tranche_change", row.pk)).text
    assert client.post(tranche("approve")).status_code == 302
    pay = {"paid_on": TODAY().isoformat(), "reference": "VIR-1", "amount": "60 000,00"}
    assert client.post(tranche("pay"), {**pay, "amount": "6000"}).status_code == 422
    assert client.post(tranche("pay"), pay).status_code == 302

    row.refresh_from_db()
    assert row.state == TrancheState.PAID
    assert Award.objects.get().state == "completed"


@pytest.mark.parametrize("name", ["instrument", "fundingrequest", "award", "tranche"])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_one_row_and_three(desk, name, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make.tranche()
    desk.get("/admin/")

    with django_assert_max_num_queries(12), nothing_written():
        assert desk.get(at(f"{name}_changelist")).status_code == 200


@pytest.mark.parametrize(("name", "most"), [("fundingrequest", 16), ("award", 16), ("tranche", 16)])
def test_the_pages_of_rows_cost_a_fixed_number_of_queries(desk, name, most, django_assert_max_num_queries):
    parts = [make.part(10_000, days=n, conditions=["A", "B"]) for n in range(3)]
    made = make.award(parts=parts, is_signed=True)
    keys = {"fundingrequest": made.request_id, "award": made.pk, "tranche": made.tranches.get(number=1).pk}
    desk.get("/admin/")

    with django_assert_max_num_queries(most), nothing_written():
        assert desk.get(at(f"{name}_change", keys[name])).status_code == 200


def test_queues_count_what_their_lists_show(desk, staff):
    make.funding_request()
    soon = make.tranche(of=make.award(is_signed=True, parts=[make.part(days=10), make.part(days=200)]))
    make.tranche(of=make.award(is_signed=True, parts=[make.part(days=100), make.part(days=200)]))
    tranches.approve(soon.pk, by=make.staff())
    make.award()
    proved = make.award(is_signed=True, parts=[make.part(days=100, conditions=["Rapport"]), make.part(days=200)])
    condition = proved.tranches.get(number=1).conditions.get()
    tranches.prove(condition.pk, upload=make.paper("rapport.pdf"), by=make.owner_of(proved.startup))

    for key in ("funding_to_decide", "awards_to_sign", "proofs_to_read", "tranches_due", "tranches_second"):
        queue = queues[f"services.{key}"]
        assert queue.count(staff) == 1, key
        assert len(desk.get(queue.url(staff)).context["cl"].result_list) == 1, key
    assert queues["services.tranches_second"].count(Tranche.objects.get(pk=soon.pk).first_by) == 0
    tranches.meet(proved.tranches.get(number=1).pk, condition=condition, by=staff)
    assert queues["services.proofs_to_read"].count(staff) == 0
    own = {"label": "Apport", "amount": 20_000, "upload": make.paper("releve.pdf")}
    requests.contribute(proved.request_id, **own, by=make.owner_of(proved.startup))
    assert queues["services.proofs_to_read"].count(staff) == 1


@pytest.mark.parametrize("name", ["fundingrequest", "award", "tranche"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_lists_leave_as_sheets(desk, name, kind):
    row = make.tranche(state=TrancheState.PAID)
    address = at(f"{name}_export", kind)

    answer = desk.post(address + "?state__exact=active" * (name == "award"))

    body = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    if kind == "csv":
        assert row.award.startup.name in body.decode("utf-8-sig")
    assert desk.get(address).status_code == 405
    assert desk.post(at(f"{name}_export", "pdf")).status_code == 404


def test_the_desk_is_the_staff_s(client):
    row = make.funding_request()
    client.force_login(make.owner_of(row.startup))

    for address in (at("fundingrequest_changelist"), at("fundingrequest_step", row.pk, "award")):
        assert client.post(address).status_code in {302, 403, 404}
    assert not Award.objects.exists()


def test_a_date_in_the_past_is_due_too(desk):
    row = make.tranche(of=make.award(is_signed=True, parts=[make.part(days=-5), make.part(days=200)]))

    assert row in Tranche.objects.due(TODAY() + timedelta(days=14))
