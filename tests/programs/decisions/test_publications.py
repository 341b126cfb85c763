"""The pages of the admin where decisions are read together, published and stopped."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incubator.demo import make
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState
from programs.applications.states import ApplicationState as S
from programs.decisions.actions import deciding, publishing
from programs.decisions.models import Decision, Publication
from programs.decisions.states import DecisionState, PublicationState
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
REASON = "Un prototype qui tourne et trois clients."
UNKNOWN = 987654


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def decided(call, staff):
    return decide(call, staff)


def decide(call, by):
    file = make.application(state=S.IN_REVIEW, to=call)
    deciding.offer(file.pk, by=by, reason=REASON)
    return file


@pytest.fixture
def publication(decided, call, staff):
    return publishing.prepare(call.pk, by=staff)


def pending_page(call_id):
    return reverse("admin:programs_publication_pending", args=[call_id])


def prepare(call_id):
    return reverse("admin:programs_publication_prepare", args=[call_id])


def page_of(publication_id):
    return reverse("admin:programs_publication_change", args=[publication_id])


def move(publication_id, verb):
    return reverse("admin:programs_publication_move", args=[publication_id, verb])


def cost(client, address):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_pending_decisions_are_read_beside_the_places(desk, decided, call):
    with nothing_written():
        page = desk.get(pending_page(call.pk))

    assert decided.startup.name in page.text
    assert REASON in page.text
    assert prepare(call.pk) in page.text


def test_without_a_pending_decision_there_is_nothing_to_press(desk, call):
    assert prepare(call.pk) not in desk.get(pending_page(call.pk)).text


def test_the_pending_page_costs_the_same_for_one_and_four(desk, decided, call, staff):
    cost(desk, pending_page(call.pk))
    one = cost(desk, pending_page(call.pk))
    for _more in range(3):
        decide(call, staff)

    assert cost(desk, pending_page(call.pk)) == one
    assert one <= 8, one


def test_building_the_letters_leads_to_their_page(desk, decided, call):
    answer = desk.post(prepare(call.pk))

    publication = Publication.objects.get()
    assert answer.headers["Location"] == page_of(publication.pk)
    assert publication.state == PublicationState.PREPARED
    assert set(Letter.objects.about(Decision.objects.get()).values_list("state", flat=True)) == {LetterState.DRAFT}


@pytest.mark.parametrize("again", [True, False])
def test_nothing_to_prepare_is_told_on_the_list(desk, call, staff, again):
    if again:
        decide(call, staff)
        publishing.prepare(call.pk, by=staff)

    answer = desk.post(prepare(call.pk), follow=True)

    assert answer.status_code == 200
    assert "messagelist" in answer.text
    assert Publication.objects.count() == int(again)


def test_the_letters_are_read_before_they_leave(desk, publication, decided):
    with nothing_written():
        page = desk.get(page_of(publication.pk))

    assert REASON in page.text
    assert str(make.team(decided.startup)) in page.text
    assert move(publication.pk, "start") in page.text
    assert move(publication.pk, "stop") in page.text


def test_the_page_of_letters_costs_the_same_whatever_was_decided_elsewhere(desk, publication, staff):
    cost(desk, page_of(publication.pk))
    before = cost(desk, page_of(publication.pk))
    for _more in range(3):
        elsewhere = make.call()
        decide(elsewhere, staff)
        publishing.prepare(elsewhere.pk, by=staff)

    assert cost(desk, page_of(publication.pk)) == before
    assert before <= 16, before


def test_starting_gives_ten_minutes_and_stopping_takes_all_back(desk, publication):
    assert desk.post(move(publication.pk, "start")).headers["Location"] == page_of(publication.pk)
    publication.refresh_from_db()
    assert (publication.state, bool(publication.due_at)) == (PublicationState.WAITING, True)
    page = desk.get(page_of(publication.pk)).text
    assert move(publication.pk, "start") not in page
    assert move(publication.pk, "stop") in page

    desk.post(move(publication.pk, "stop"))

    publication.refresh_from_db()
    assert publication.state == PublicationState.STOPPED
    assert Decision.objects.get().state == DecisionState.PENDING
    assert set(Letter.objects.about(Decision.objects.get()).values_list("state", flat=True)) == {LetterState.CANCELLED}
    assert move(publication.pk, "stop") not in desk.get(page_of(publication.pk)).text


@pytest.mark.parametrize("verb", ["start", "stop"])
def test_what_is_over_is_not_moved_again(desk, publication, staff, verb):
    publishing.stop(publication.pk, by=staff)

    answer = desk.post(move(publication.pk, verb), follow=True)

    assert answer.status_code == 200
    assert Publication.objects.get().state == PublicationState.STOPPED


@pytest.mark.parametrize("verb", ["publish", "finish", "delete", "x"])
def test_invented_verbs_are_missing(desk, publication, verb):
    assert desk.post(move(publication.pk, verb)).status_code == 404


def test_missing_things_are_missing(desk):
    assert desk.get(pending_page(UNKNOWN)).status_code == 404
    assert desk.post(move(UNKNOWN, "start")).status_code == 404
    assert desk.post(prepare(UNKNOWN)).status_code in {302, 404}
    assert desk.get(page_of(UNKNOWN)).status_code in {302, 404}


def test_a_deed_is_not_done_by_looking(desk, publication, call):
    for address in (prepare(call.pk), move(publication.pk, "start"), move(publication.pk, "stop")):
        assert desk.get(address).status_code == 405
    assert Publication.objects.get().state == PublicationState.PREPARED


@pytest.mark.parametrize("who", ["stranger", "owner"])
def test_others_find_no_desk(client, publication, decided, call, stranger, who):
    client.force_login(stranger if who == "stranger" else make.team(decided.startup))

    for address in (pending_page(call.pk), page_of(publication.pk), reverse("admin:programs_publication_changelist")):
        assert client.get(address).status_code == 404
    for address in (prepare(call.pk), move(publication.pk, "start"), move(publication.pk, "stop")):
        assert client.post(address).status_code == 404
    assert Publication.objects.get().state == PublicationState.PREPARED


def test_the_list_of_publications_costs_the_same_for_one_and_three(desk, publication, staff):
    address = reverse("admin:programs_publication_changelist")
    cost(desk, address)
    one = cost(desk, address)
    for _more in range(2):
        elsewhere = make.call()
        decide(elsewhere, staff)
        publishing.prepare(elsewhere.pk, by=staff)

    assert cost(desk, address) == one
    assert one <= 12, one
