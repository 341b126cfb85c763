"""The desk: queues, the list, and every step of an officer from the request to the evidence."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.desk import queues
from services.catalogue.states import ServiceKind
from services.requests.actions import scoping, talking, working
from services.requests.models import Request, RequestStep
from services.requests.states import RequestState as S
from startups.queries import owners
from tests.conftest import nothing_written
from tests.permissions.world import PDF

pytestmark = pytest.mark.django_db
LIST = "/admin/services/request/"


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    client.get("/dashboard/")
    return client


def step(request, name):
    return reverse("admin:services_request_step", args=[request.pk, name])


def page_of(desk, request):
    return desk.get(reverse("admin:services_request_change", args=[request.pk]))


def state_of(request):
    return Request.objects.get(pk=request.pk).state


def days(n):
    return (timezone.localdate() + timedelta(days=n)).isoformat()


def test_an_officer_walks_a_prototype_from_the_queue_to_the_evidence(desk, staff):
    request = make.request(state=S.SUBMITTED, to=make.asked_service(kind=ServiceKind.PROTOTYPING))
    by = owners(request.startup).get()
    scope = {
        "what": "Deux boîtiers.",
        "steps": f"Plans | {days(5)}\nImpression",
        "mad": "1 500,50",
        "valid_until": days(9),
        "due_on": days(20),
    }

    desk.post(step(request, "take"))
    with nothing_written():
        shown = desk.post(step(request, "propose"), scope)
    assert "1 500,50" in shown.text.replace("\u202f", " ").replace("\u00a0", " ")
    desk.post(step(request, "propose"), {**scope, "confirm": "1"})
    made = request.scopes.get()
    assert [(one.title, bool(one.due_on)) for one in made.steps.all()] == [("Plans", True), ("Impression", False)]
    scoping.accept(request.pk, number=1, by=by)
    desk.post(step(request, "start"))
    first = RequestStep.objects.filter(scope=made).first()
    desk.post(step(request, "finish_step"), {"step": first.pk})
    paper = SimpleUploadedFile("rapport.pdf", PDF, content_type="application/pdf")
    desk.post(step(request, "deliver"), {"note": "Deux boîtiers.", "file": paper})
    working.accept_delivery(request.pk, number=1, by=by)
    assert desk.post(step(request, "close"), {"evidence": "Essai."}).status_code == 422
    desk.post(step(request, "close"), {"evidence": "Essai au banc.", "trl_after": "5"})

    assert state_of(request) == S.CLOSED
    page = page_of(desk, request).text
    for said in ("Deux boîtiers.", "rapport.pdf", "Essai au banc.", "3 avant, 5 après", "Lettre"):
        assert said in page


def test_a_proposal_beyond_the_account_is_warned_of(desk):
    request = make.request(state=S.TRIAGE)

    page = desk.post(step(request, "propose"), {"what": "x", "credits": "9", "valid_until": days(3)}).text

    assert "Le compte de la startup dispose" in page


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("what", ""),
        ("steps", "Plans | demain"),
        ("steps", "x" * 201),
        ("steps", "\n".join(["Étape"] * 31)),
        ("credits", "-1"),
        ("mad", "0"),
        ("valid_until", "hier"),
    ],
)
def test_a_proposal_that_makes_no_sense_is_told_beside_its_field(desk, field, typed):
    request = make.request(state=S.TRIAGE)
    values = {"what": "Un essai.", "valid_until": days(3), "confirm": "1", field: typed}

    answer = desk.post(step(request, "propose"), values)

    assert answer.status_code == 422
    assert "errorlist" in answer.text
    assert not request.scopes.exists()


def test_two_costs_are_refused_when_confirmed(desk):
    request = make.request(state=S.TRIAGE)
    values = {"what": "x", "credits": "1", "mad": "5", "valid_until": days(3), "confirm": "1"}

    assert desk.post(step(request, "propose"), values).status_code == 422


@pytest.mark.parametrize(
    ("name", "values", "state", "after"),
    [
        ("pause", {"reason": "Attente."}, S.SUBMITTED, S.ON_HOLD),
        ("resume", {}, S.ON_HOLD, S.TRIAGE),
        ("reject", {"reason": "Hors sujet."}, S.TRIAGE, S.REJECTED),
        ("cancel", {"reason": "Panne."}, S.IN_PROGRESS, S.CANCELLED),
        ("say", {"text": "Bonjour."}, S.TRIAGE, S.TRIAGE),
    ],
)
def test_the_other_steps_lead_where_they_say(desk, name, values, state, after):
    request = make.request(state=state)
    if values:
        assert desk.post(step(request, name), {}).status_code == 422

    assert desk.post(step(request, name), values).status_code == 302

    assert state_of(request) == after


def test_a_talk_an_officer_and_a_file(desk, staff):
    request, talk = make.request(state=S.TRIAGE), make.service()
    paper = SimpleUploadedFile("note.pdf", PDF, content_type="application/pdf")

    desk.post(step(request, "ask_talk"), {"service": talk.pk})
    desk.post(step(request, "assign"), {"officer": staff.pk})
    desk.post(step(request, "attach"), {"file": paper})

    request = Request.objects.get(pk=request.pk)
    assert (request.talk, request.officer) == (talk, staff)
    assert "note.pdf" in page_of(desk, request).text


def test_a_step_that_is_no_longer_possible_says_so(desk):
    request = make.request(state=S.CLOSED)

    answer = desk.post(step(request, "pause"), {"reason": "x"}, follow=True)

    assert "l’état a changé" in answer.text
    assert state_of(request) == S.CLOSED


def test_the_queues_of_the_home_count_what_their_lists_show(desk, staff):
    make.request(state=S.SUBMITTED)
    late, asked = make.request(state=S.TRIAGE), make.request(state=S.TRIAGE)
    Request.objects.filter(pk=late.pk).update(triage_due_at=timezone.now() - timedelta(days=1))
    talking.say(asked.pk, text="Une question ?", by=owners(asked.startup).get())
    working.accept_delivery(make.request(state=S.DELIVERED).pk, number=1, by=None)
    step_late = make.request(state=S.IN_PROGRESS)
    RequestStep.objects.filter(scope__request=step_late).update(due_on=timezone.localdate() - timedelta(days=1))

    counts = {key: queues[f"services.requests.{key}"].count(staff) for key in ("to_triage", "late", "waiting")}

    assert counts == {"to_triage": 1, "late": 2, "waiting": 2}
    for key, many in counts.items():
        assert desk.get(queues[f"services.requests.{key}"].url(staff)).context["cl"].result_count == many
    assert "Demandes en retard" in desk.get("/admin/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(desk, rows, django_assert_num_queries):
    for state in [S.SCOPED, S.IN_PROGRESS, S.DELIVERED][:rows]:
        make.request(state=state)
    desk.get(LIST)

    with django_assert_num_queries(8):
        assert desk.get(LIST).status_code == 200


@pytest.mark.parametrize("asked", ["?kind=financing", "?officer=me", "?officer=none", "?officer=x", "?queue=live"])
def test_the_filters_and_the_search_find(desk, asked):
    request = make.request(state=S.SUBMITTED, of=make.startup(name="Élan Palmier"))

    assert desk.get(LIST + asked).status_code == 200
    for typed in ("elan", request.number.lower()):
        assert desk.get(f"{LIST}?q={typed}").context["cl"].result_count == 1


def test_a_draft_is_its_teams_alone(desk):
    draft = make.request()

    assert draft.goal not in desk.get(LIST).text
    assert page_of(desk, draft).status_code == 302  # the admin's way to say that there is none


def test_all_requests_leave_as_a_sheet(desk):
    request = make.request(state=S.SCOPED)

    answer = desk.post(f"{LIST}export/")

    assert request.number in answer.getvalue().decode()
    assert desk.get(f"{LIST}export/").status_code == 405


def test_the_desk_is_the_staffs(client, stranger):
    request = make.request(state=S.SUBMITTED)
    client.force_login(stranger)

    assert client.get(LIST).status_code in {302, 404}
    assert client.post(step(request, "take")).status_code in {302, 404}
    assert state_of(request) == S.SUBMITTED
