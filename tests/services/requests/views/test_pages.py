"""What a team sees and does: asks, reads where it stands, answers proposals and deliveries, writes, adds files."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.documents.models import Document
from services.catalogue.states import NeedKind, ServiceKind
from services.requests.actions import desk
from services.requests.models import PrototypeDetails, Request, RequestDelivery
from services.requests.states import RequestState as S
from startups.queries import owners
from startups.states import TeamRole
from tests.conftest import nothing_written
from tests.permissions.world import PDF

pytestmark = pytest.mark.django_db
LIST = "/requests/"
MADE = {"material": "Contreplaqué", "quantity": "٣", "safety": ["heat", "moving"], "trl_before": "3"}


def at(name, request, *more):
    return reverse(f"services:request_{name}", args=[request.pk, *more])


def drawing(name="plan.pdf"):
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


@pytest.fixture
def team(client):
    """A startup, its owner at the browser, and a service for prototypes."""
    startup = make.startup()
    client.force_login(owners(startup).get())
    client.get("/dashboard/")  # the session's first page notes its age
    return startup, make.asked_service(kind=ServiceKind.PROTOTYPING)


def asked(team, state=S.DRAFT, **more):
    return make.request(state=state, of=team[0], to=team[1], **more)


def state_of(request):
    return Request.objects.get(pk=request.pk).state


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_request_and_three(client, team, rows, django_assert_num_queries):
    for state in [S.SCOPED, S.IN_PROGRESS, S.DELIVERED][:rows]:
        asked(team, state)
    goals = Request.objects.values_list("goal", flat=True)

    with django_assert_num_queries(7), nothing_written():
        page = client.get(LIST).text

    assert all(goal in page for goal in goals)


def test_a_first_visit_shows_where_to_begin(client, team):
    assert "/services/" in client.get(LIST).text


def test_a_request_is_begun_sent_and_read(client, team):
    startup, service = team
    page = client.get(f"/requests/new/{service.slug}/")
    assert "Points de sécurité" in page.text
    values = {"startup": startup.pk, "goal": "Une pièce", "need": "Un boîtier étanche.", "send": "1", **MADE}

    answer = client.post(f"/requests/new/{service.slug}/", {**values, "file": drawing()}, follow=True)

    request = Request.objects.get()
    assert request.state == S.SUBMITTED
    details = PrototypeDetails.objects.get(request=request)
    assert (details.material, details.quantity, details.safety, details.trl_before) == (
        "Contreplaqué", 3, ["heat", "moving"], 3,
    )  # fmt: skip
    for said in (request.number, "Un boîtier étanche.", "plan.pdf", "flamme", "L’équipe du programme lit"):
        assert said in answer.text


def test_a_draft_is_kept_with_what_is_missing_and_changed_again(client, team):
    startup, service = team
    service.needs.create(kind=NeedKind.TRL, trl=4)
    assert "TRL" in client.get(f"/requests/new/{service.slug}/").text
    values = {"startup": startup.pk, "goal": "Une pièce", "send": "1"}

    answer = client.post(f"/requests/new/{service.slug}/", values, follow=True)

    request = Request.objects.get()
    assert request.is_draft
    for said in ("Décrivez votre besoin", "au moins 4"):
        assert said in answer.text
    assert "Une pièce" in client.get(at("edit", request)).text
    client.post(at("edit", request), {"goal": "Deux pièces", "draft": "1", **MADE})
    assert Request.objects.get().goal == "Deux pièces"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("goal", ""),
        ("startup", "0"),
        ("wanted_on", "2020-01-01"),
        ("wanted_on", "demain"),
        ("quantity", "-1"),
        ("trl_before", "12"),
        ("safety", ["none", "heat"]),
        ("safety", ["rayons"]),
        ("need", "x" * 4001),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_typed_is_lost(client, team, field, typed):
    startup, service = team
    values = {"startup": startup.pk, "goal": "But gardé", "need": "Besoin gardé", **MADE}

    answer = client.post(f"/requests/new/{service.slug}/", {**values, field: typed})

    assert answer.status_code == 422
    assert field == "need" or "Besoin gardé" in answer.text
    assert not Request.objects.exists()


def test_a_file_that_is_refused_leaves_the_form_as_it_was(client, team):
    startup, service = team
    values = {"startup": startup.pk, "goal": "But gardé", "file": SimpleUploadedFile("x.exe", b"MZ")}

    answer = client.post(f"/requests/new/{service.slug}/", values)

    assert answer.status_code == 422
    assert "But gardé" in answer.text
    assert not Request.objects.exists()


def test_one_asks_for_ones_own_startups_only_and_services_with_a_time_are_booked(client, team, stranger):
    other = make.startup()
    make.member(of=other, who=owners(team[0]).get(), role=TeamRole.READER)
    values = {"startup": other.pk, "goal": "But"}

    assert client.post(f"/requests/new/{team[1].slug}/", values).status_code == 422
    assert client.get(f"/requests/new/{make.service().slug}/").status_code == 403
    assert client.get("/requests/new/nothing/").status_code == 404
    client.force_login(stranger)
    assert "Mes startups" in client.get(f"/requests/new/{team[1].slug}/").text


@pytest.mark.parametrize("state", sorted(S.values))
def test_the_page_of_every_state_writes_nothing_and_costs_the_same(client, team, state, django_assert_max_num_queries):
    request = asked(team, state)

    with django_assert_max_num_queries(16), nothing_written():
        page = client.get(at("detail", request))

    assert page.status_code == 200
    assert request.goal in page.text


def test_staff_are_shown_to_their_desk_and_strangers_nothing(client, team, staff, stranger):
    request = asked(team, S.SUBMITTED)
    draft = asked(team)

    client.force_login(stranger)
    assert client.get(at("detail", request)).status_code == 404
    client.force_login(staff)
    assert client.get(at("detail", request)).headers["Location"] == f"/admin/services/request/{request.pk}/change/"
    assert client.get(at("detail", draft)).status_code == 404


def test_an_editor_writes_and_only_the_owner_commits(client, team):
    request = asked(team, S.SCOPED)
    reader = make.member(of=team[0], role=TeamRole.READER)
    editor = make.member(of=team[0], role=TeamRole.EDITOR)

    client.force_login(reader)
    assert client.get(at("detail", request)).status_code == 200
    for deed in ("decline_scope", "accept_scope", "say", "attach", "withdraw"):
        assert client.post(at(deed, request), {"number": 1, "reason": "x", "text": "x"}).status_code == 403
    client.force_login(editor)
    assert client.post(at("accept_scope", request), {"number": 1}).status_code == 403
    assert "C’est le responsable" in client.get(at("detail", request)).text
    assert client.post(at("say", request), {"text": "Bonjour."}).status_code == 302


@pytest.mark.parametrize(
    "deed",
    [
        "send", "delete", "withdraw", "accept_scope", "decline_scope",
        "accept_delivery", "return_delivery", "say", "attach",
    ],
)  # fmt: skip
def test_a_deed_is_posted(client, team, deed):
    assert client.get(at(deed, asked(team))).status_code == 405


def test_a_proposal_is_accepted_with_its_cost_reserved(client, team):
    make.entitlement(of=team[0], kind=team[1].kind, amount=5)
    request = asked(team, S.SCOPED, proposed=make.proposal(credits=Decimal(3)))
    assert "3 crédits" in client.get(at("detail", request)).text

    answer = client.post(at("accept_scope", request), {"number": 1}, follow=True)

    assert state_of(request) == S.APPROVED
    assert "La proposition est acceptée" in answer.text


@pytest.mark.parametrize("number", ["", "x", "9", "99999999999999999999"])
def test_only_the_proposal_that_was_read_is_accepted(client, team, number):
    request = asked(team, S.SCOPED)

    answer = client.post(at("accept_scope", request), {"number": number}, follow=True)

    assert "autre proposition" in answer.text
    assert state_of(request) == S.SCOPED


def test_too_few_credits_are_told_in_the_words_of_the_account(client, team):
    request = asked(team, S.SCOPED, proposed=make.proposal(credits=Decimal(3)))

    answer = client.post(at("accept_scope", request), {"number": 1}, follow=True)

    assert "pas de crédits" in answer.text
    assert state_of(request) == S.SCOPED


def test_a_proposal_or_a_delivery_goes_back_with_a_reason(client, team):
    scoped, delivered = asked(team, S.SCOPED), asked(team, S.DELIVERED)

    assert client.post(at("decline_scope", scoped), {"number": 1, "reason": ""}).status_code == 422
    client.post(at("decline_scope", scoped), {"number": 1, "reason": "Moins cher."})
    assert client.post(at("return_delivery", delivered), {"number": 1}).status_code == 422
    client.post(at("return_delivery", delivered), {"number": 1, "reason": "Il manque un plan."})

    assert (state_of(scoped), state_of(delivered)) == (S.TRIAGE, S.IN_PROGRESS)


def test_a_delivery_is_accepted(client, team):
    request = asked(team, S.DELIVERED)
    assert "Accepter la livraison" in client.get(at("detail", request)).text

    client.post(at("accept_delivery", request), {"number": 1})

    assert RequestDelivery.objects.get(request=request).accepted_at
    assert "clôture la demande" in client.get(at("detail", request)).text


def test_an_expired_proposal_offers_no_button(client, team):
    request = asked(team, S.SCOPED)
    request.scopes.update(valid_until=timezone.localdate() - timedelta(days=1))

    page = client.get(at("detail", request)).text

    assert "a expiré" in page
    assert "Accepter la proposition" not in page


def test_messages_files_and_the_way_out(client, team, staff):
    request = asked(team, S.TRIAGE)

    assert client.post(at("say", request), {"text": " "}).status_code == 422
    client.post(at("say", request), {"text": "Une question ?", "token": "a"})
    assert client.post(at("attach", request), {}).status_code == 422
    client.post(at("attach", request), {"file": drawing()})
    client.post(at("withdraw", request), {"reason": "Trouvé ailleurs."})
    page = client.get(at("detail", request)).text

    for said in ("Une question ?", "plan.pdf", "Votre startup a retiré", "Trouvé ailleurs."):
        assert said in page
    document = Document.objects.get()
    assert client.get(document.get_absolute_url()).getvalue() == PDF
    client.force_login(make.person())
    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_file_leaves_a_draft_and_stays_with_what_was_sent(client, team):
    draft, sent = asked(team), asked(team, S.SUBMITTED)
    for request in (draft, sent):
        client.post(at("attach", request), {"file": drawing()})
        document = Document.objects.about(request).get()
        client.post(at("detach", request, document.pk))

    assert not Document.objects.about(draft).exists()
    assert Document.objects.about(sent).exists()


def test_a_draft_is_deleted_and_a_sent_one_is_not(client, team):
    draft, sent = asked(team), asked(team, S.SUBMITTED)

    assert client.post(at("delete", sent)).status_code == 403
    client.post(at("delete", draft))

    assert list(Request.objects.all()) == [sent]
    assert client.get(at("edit", sent)).status_code == 302


def test_the_page_tells_of_a_pause_and_its_reason(client, team, staff):
    request = asked(team, S.TRIAGE)
    desk.pause(request.pk, reason="Machine en révision.", by=staff)

    assert "Machine en révision." in client.get(at("detail", request)).text


def test_the_side_bar_and_the_page_of_a_service_lead_to_requests(client, team):
    assert 'href="/bookings/"' in client.get("/dashboard/").text
    assert 'href="/requests/"' in client.get("/bookings/").text
    assert f"/requests/new/{team[1].slug}/" in client.get(team[1].get_absolute_url()).text
