import pytest
from django.utils import timezone

from incubator.demo import make_applications
from programs.applications.actions import desk, talking
from programs.applications.states import ApplicationState as S
from programs.decisions.actions import deciding
from tests.conftest import nothing_written
from tests.programs.applications.conftest import DAY, close_call


def url(application):
    return f"/en/applications/{application.pk}/"


def look(client, person, application):
    client.force_login(person)
    return client.get(url(application))


def test_a_draft_says_that_it_is_not_sent_and_what_is_missing(client, owner, draft):
    page = look(client, owner, draft).text

    assert "Not sent yet" in page
    assert "In two sentences" in page
    assert "Delete this draft" in page


def test_a_sent_file_shows_number_version_and_the_way_to_change_it(client, owner, sent):
    page = look(client, owner, sent).text

    assert "Not sent yet" not in page
    assert sent.receipt in page
    assert "Edit again" in page
    assert "Withdraw this application" in page


def test_a_reader_reads_and_can_do_nothing(client, reader, sent):
    page = look(client, reader, sent).text

    assert sent.receipt in page
    assert "Edit again" not in page
    assert "Withdraw" not in page


def test_an_editor_may_edit_again_but_not_withdraw(client, editor, sent):
    page = look(client, editor, sent).text

    assert "Edit again" in page
    assert "Withdraw" not in page


@pytest.mark.parametrize("state", [s for s in S if s != S.CORRECTION])
def test_every_state_has_its_page_without_words_of_the_desk(client, db, state):
    application = make_applications.application(state=state)
    desk.write_note(application.pk, by=make_applications.staff(), text="SECRET NOTE")
    owner = make_applications.team(application.startup)

    page = look(client, owner, application)

    assert page.status_code == 200
    assert "SECRET NOTE" not in page.text


def test_a_pending_decision_is_not_to_be_seen(client, staff):
    application = make_applications.application(state=S.INTERVIEW)
    deciding.refuse(application.pk, by=staff, reason="TOO EARLY TO TELL")

    page = look(client, make_applications.team(application.startup), application).text

    assert "TOO EARLY" not in page
    assert "refusal" not in page.lower()


@pytest.mark.parametrize(
    ("state", "reason"),
    [(S.WAITLISTED, "Beaucoup de bons dossiers."), (S.REJECTED, "Le prototype n’est pas encore là."), (S.INELIGIBLE, "Le siège n’est pas au Maroc.")],
)  # fmt: skip
def test_a_published_decision_stands_on_top_with_its_reason(client, db, state, reason):
    application = make_applications.application(state=state)

    assert reason in look(client, make_applications.team(application.startup), application).text


def test_a_correction_stands_on_top(client, owner, sent, staff):
    desk.ask_correction(sent.pk, by=staff, request="Figures?", due_at=timezone.now() + 3 * DAY)

    assert "asks for a correction" in look(client, owner, sent).text


def test_the_page_costs_the_same_with_a_long_story(client, owner, sent, staff, django_assert_num_queries):
    client.force_login(owner)
    client.get(url(sent))

    with nothing_written(), django_assert_num_queries(9):
        client.get(url(sent))

    for number in range(6):
        talking.say(sent.pk, text=f"Message {number}", token="", by=owner)
        desk.assign(sent.pk, by=staff, officer=staff)
    with nothing_written(), django_assert_num_queries(9):
        page = client.get(url(sent)).text

    assert "Message 5" in page
    assert "given to an officer" not in page


def test_staff_are_led_to_their_desk(client, staff, draft, sent):
    for application in (draft, sent):
        answer = look(client, staff, application)
        assert (answer.status_code, "/admin/" in answer.headers["Location"]) == (302, True)


def test_strangers_and_wrong_ids_get_the_same_404(client, sent, stranger):
    missing = "/en/applications/00000000-0000-4000-8000-000000000000/"
    not_hers = look(client, stranger, sent)
    nowhere = client.get(missing)

    assert (not_hers.status_code, nowhere.status_code) == (404, 404)
    assert client.get("/en/applications/abc/").status_code == 404


def test_a_former_member_is_a_stranger(client, editor, sent, owner):
    sent.startup.memberships.filter(person=editor).update(ended_at=timezone.now())

    assert look(client, editor, sent).status_code == 404


def test_a_closed_draft_says_so(client, owner, draft):
    close_call(draft.call)

    assert "This file was not sent." in look(client, owner, draft).text


def test_the_page_only_looks(client, owner, sent):
    client.force_login(owner)

    assert client.post(url(sent)).status_code == 405
