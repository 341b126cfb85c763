"""The public list, the pages of a request, and who may open them."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from services.funding.actions import desk, requests
from services.funding.models import FundingRequest
from services.funding.states import RequestState, TrancheState
from startups.states import TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
LIST, FILES = "/funding/", "/funding/files/"


def at(name, *args):
    return reverse(f"services:{name}", args=args)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_aid_and_three(client, rows, django_assert_num_queries):
    names = [make.instrument(is_ours=False, budget=None, ceiling_mad=50_000).name for _ in range(rows)]

    with django_assert_num_queries(1), nothing_written():
        page = client.get(LIST).text

    assert all(name in page for name in names)
    assert "50\u202f000" in page


def test_the_list_is_narrowed_by_kind_sector_stage_and_place(client):
    ours = make.instrument(name_fr="Chèque solaire", kind="voucher", sectors=["SOL"], stages=["mvp"])
    make.instrument(name_fr="Prêt de partout", kind="honour_loan", is_ours=False, budget=None)

    def named(query):
        page = client.get(LIST + query).text
        return (ours.name in page, "Prêt de partout" in page)

    assert named("") == (True, True)
    assert named("?kind=voucher") == (True, False)
    assert named("?sector=EAU") == (False, True)
    assert named("?sector=SOL") == (True, True)
    assert named("?stage=idee") == (False, True)
    assert named("?where=here") == (True, False)
    assert named("?where=elsewhere&kind=voucher") == (False, False)
    assert named("?kind=nonsense&sector=XX&stage=mvp") == (True, True)


def test_a_founder_reads_what_she_lacks(client):
    startup = make.startup()
    instrument = make.instrument(trl_min=4)
    client.force_login(make.owner_of(startup))

    for address in (LIST, instrument.get_absolute_url()):
        assert "Votre TRL n’est pas renseigné" in client.get(address).text


def test_whoever_has_asked_or_has_the_money_reads_so_before_she_types(client):
    asked, given = make.funding_request(), make.award()
    for row, said in ((asked, "a déjà une demande"), (given, "bénéficie déjà de ce financement")):
        client.force_login(make.owner_of(row.startup))
        for address in (row.instrument.get_absolute_url(), at("funding_apply", row.instrument.slug)):
            page = client.get(address).text
            assert said in page
            assert "rien ne s’y oppose" not in page


@pytest.mark.parametrize(("state", "status"), [(False, 404), (True, 200)])
def test_a_closed_instrument_is_read_by_staff_and_by_those_who_asked(client, staff, state, status):
    instrument = make.instrument(is_open=state)

    assert client.get(instrument.get_absolute_url()).status_code == status
    client.force_login(staff)
    assert client.get(instrument.get_absolute_url()).status_code == 200


def test_what_ended_is_not_listed(client):
    ended = make.instrument(valid_until=timezone.localdate() - timezone.timedelta(days=1))

    assert ended.name not in client.get(LIST).text


def typed(startup, **more):
    costs = {"cost_0": "Moule", "cost_0_mad": "60 000,50", "cost_1": "Essais", "cost_1_mad": "40000"}
    return {"startup": startup.pk, "purpose": "Un moule", "amount": "50000", "own": "0", **costs, **more}


def test_a_request_is_begun_and_changed(client):
    startup, instrument = make.startup(), make.instrument()
    client.force_login(make.owner_of(startup))

    answer = client.post(at("funding_apply", instrument.slug), typed(startup))

    row = FundingRequest.objects.get()
    assert answer.url == row.get_absolute_url()
    assert [line.amount for line in row.costs.all()] == [Decimal("60000.50"), 40_000]
    edit = at("funding_edit", row.pk)
    assert "Moule" in client.get(edit).text
    assert client.post(edit, typed(startup, cost_0="Moule en acier")).status_code == 302
    assert row.costs.first().label == "Moule en acier"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("amount", "beaucoup", "amount"),
        ("amount", "-1", "amount"),
        ("amount", "1e99", "amount"),
        ("own", "", "own"),
        ("purpose", " ", "purpose"),
        ("cost_0_mad", "", "cost_0_mad"),
        ("cost_1", "", "cost_1"),
        ("cost_1_mad", "NaN", "cost_1_mad"),
        ("startup", "0", "startup"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field_and_nothing_is_lost(client, field, value, said):
    startup = make.startup()
    client.force_login(make.owner_of(startup))

    answer = client.post(at("funding_apply", make.instrument().slug), typed(startup) | {field: value})

    assert answer.status_code == 422
    assert said in answer.context["form"].errors
    assert "Essais" in answer.text or field == "cost_1"
    assert not FundingRequest.objects.exists()


def test_a_second_request_is_refused_on_the_form(client):
    row = make.funding_request()
    client.force_login(make.owner_of(row.startup))

    answer = client.post(at("funding_apply", row.instrument.slug), typed(row.startup))

    assert answer.status_code == 422
    assert "a déjà une demande" in answer.text


def test_one_does_not_ask_here_for_what_others_grant(client, stranger):
    client.force_login(stranger)

    assert client.get(at("funding_apply", make.instrument(is_ours=False, budget=None).slug)).status_code == 403
    assert "D’abord, votre startup" in client.get(at("funding_apply", make.instrument().slug)).text


@pytest.mark.parametrize("rows", [1, 3])
def test_my_requests_cost_the_same_for_one_and_three(client, rows, django_assert_num_queries):
    startup = make.startup()
    names = [make.funding_request(of=startup).instrument.name for _ in range(rows)]
    client.force_login(make.owner_of(startup))
    client.get(FILES)

    with django_assert_num_queries(4), nothing_written():
        page = client.get(FILES).text

    assert all(name in page for name in names)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_award_costs_the_same_for_one_tranche_and_three(client, rows, django_assert_max_num_queries):
    instrument = make.instrument(own_share_min=40, own_money_first=True)
    instrument.papers.create(name_fr="le RIB", moment="payment")
    parts = [make.part(10_000, days=n + 1, conditions=["Rapport", "Facture"]) for n in range(rows)]
    made = make.award(to=instrument, parts=parts, is_signed=True)
    client.force_login(make.owner_of(made.startup))
    client.get(FILES)

    with django_assert_max_num_queries(16), nothing_written():
        page = client.get(made.request.get_absolute_url()).text

    assert "Il manque 40\u202f000\xa0MAD d’autofinancement justifié avant le premier versement." in page
    assert page.count("Envoyer le justificatif") >= 2
    assert "<svg" in page


def test_the_founder_reads_why_own_money_does_not_count(client, staff):
    row = make.funding_request(state="submitted")
    own = requests.contribute(row.pk, label="Apport", amount=10, upload=make.paper(), by=None)
    desk.decline_contribution(row.pk, contribution=own.pk, by=staff, reason="Relevé illisible")
    client.force_login(make.owner_of(row.startup))

    page = client.get(row.get_absolute_url()).text

    assert "Relevé illisible" in page
    assert "non retenu" in page


@pytest.mark.parametrize("state", RequestState)
def test_the_page_says_where_a_request_stands(client, state):
    row = make.funding_request(state=state)
    client.force_login(make.owner_of(row.startup))

    page = client.get(row.get_absolute_url()).text

    said = {
        "draft": "Envoyer la demande",
        "submitted": "examine votre demande",
        "correction_requested": "Précisez les coûts.",
        "awarded": "La convention n’est pas encore signée",
        "refused": "Hors du périmètre.",
        "withdrawn": "est retirée",
    }
    assert said[state] in page


@pytest.mark.parametrize("state", TrancheState)
def test_the_page_draws_a_tranche_in_each_state(client, state):
    row = make.tranche(state=state)
    client.force_login(make.owner_of(row.award.startup))

    page = client.get(row.award.request.get_absolute_url()).text

    assert row.get_state_display() in page
    if state == "paid":
        assert row.reference in page


def test_files_own_money_and_proofs_are_sent_from_the_page(client):
    instrument = make.instrument()
    paper = instrument.papers.create(name_fr="le RIB", moment="payment")
    parts = [make.part(60_000, conditions=["Rapport"])]
    made = make.award(to=instrument, parts=parts, is_signed=True)
    row, condition = made.request, made.tranches.get().conditions.get()
    client.force_login(make.owner_of(made.startup))

    answers = [
        client.post(at("funding_attach", row.pk), {"paper": paper.pk, "file": make.paper()}),
        client.post(at("funding_contribute", row.pk), {"label": "Apport", "amount": "5 000", "file": make.paper()}),
        client.post(at("funding_prove", row.pk, condition.pk), {"file": make.paper()}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    condition.refresh_from_db()
    assert condition.document
    download = client.get(reverse("documents:document_download", args=[condition.document]))
    assert b"".join(download.streaming_content).startswith(b"%PDF")
    assert download.status_code == 200
    page = client.get(row.get_absolute_url()).text
    assert "en cours d’examen" in page
    own = row.contributions.get()
    assert client.post(at("funding_money_remove", row.pk, own.pk)).status_code == 302
    assert not row.contributions.exists()


def test_a_file_that_is_none_is_refused_beside_its_field(client):
    row = make.funding_request(state="draft")
    client.force_login(make.owner_of(row.startup))

    nothing = client.post(at("funding_attach", row.pk), {})
    odd = client.post(at("funding_attach", row.pk), {"file": make.paper("virus.exe")})
    money = client.post(at("funding_contribute", row.pk), {"label": "Apport personnel", "amount": "x"})

    assert (nothing.status_code, odd.status_code, money.status_code) == (422, 422, 422)
    assert "Ce type de fichier" in odd.text
    assert "Apport personnel" in money.text
    for strange in ("0", "x", "9" * 30):
        assert client.post(at("funding_attach", row.pk), {"paper": strange}).status_code == 404
    assert client.post(at("funding_prove", row.pk, 10**18)).status_code == 404
    assert client.post(at("funding_piece_remove", row.pk, 10**18)).status_code == 302


def test_a_draft_is_sent_withdrawn_or_deleted(client):
    row = make.funding_request(state="draft")
    client.force_login(make.owner_of(row.startup))

    client.post(at("funding_submit", row.pk))
    row.refresh_from_db()
    assert row.state == "submitted"
    client.post(at("funding_delete", row.pk))
    assert client.get(at("funding_edit", row.pk)).url == row.get_absolute_url()
    client.post(at("funding_withdraw", row.pk))
    row.refresh_from_db()
    assert row.state == "withdrawn"

    other = make.funding_request(of=row.startup, state="draft")
    assert client.post(at("funding_delete", other.pk)).url == FILES
    assert not FundingRequest.objects.filter(pk=other.pk).exists()


DEEDS = ["funding_submit", "funding_withdraw", "funding_delete", "funding_attach", "funding_contribute"]


@pytest.mark.parametrize("deed", DEEDS)
def test_deeds_are_for_those_who_may(client, stranger, staff, deed):
    row = make.funding_request()
    reader, coach = make.member(of=row.startup, role=TeamRole.READER), make.companion(of=row.startup).person
    address = at(deed, row.pk)

    answers = []
    for who in (stranger, coach, reader, staff):
        client.force_login(who)
        answers.append(client.post(address).status_code)

    assert answers == [404, 404, 403, 403]
    assert client.get(address).status_code == 405


def test_a_draft_is_out_of_sight_of_staff(client, staff):
    client.force_login(staff)

    assert client.get(make.funding_request(state="draft").get_absolute_url()).status_code == 404
    assert client.get(make.funding_request().get_absolute_url()).status_code == 200
