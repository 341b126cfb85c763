import pytest
from django.utils import timezone

from programs.applications.actions import desk, talking
from programs.applications.models import Correction
from programs.applications.states import ApplicationState as S
from tests.conftest import nothing_written
from tests.programs.applications.conftest import DAY, MINUTE, fresh


def url(application, page="messages"):
    return f"/en/applications/{application.pk}/{page}/"


def test_the_team_and_the_staff_talk_on_one_page(client, owner, sent, staff, django_assert_num_queries):
    for number in range(3):
        talking.say(sent.pk, text=f"Question {number}", token="", by=owner)
        talking.say(sent.pk, text=f"Réponse {number}", token="", by=staff, from_staff=True)
    client.force_login(owner)
    client.get(url(sent))

    with nothing_written(), django_assert_num_queries(7):
        page = client.get(url(sent)).text

    assert "Question 2" in page
    assert "Réponse 2" in page
    assert str(staff) not in page


def test_a_message_is_sent_once(client, owner, sent):
    client.force_login(owner)

    for _ in range(2):
        assert client.post(url(sent, "messages/send"), {"text": "Bonjour", "token": "t"}).status_code == 302

    assert sent.messages.get().text == "Bonjour"


@pytest.mark.parametrize("text", ["", "\u200b", "x" * 4001])
def test_a_message_that_cannot_be_comes_back(client, owner, sent, text):
    client.force_login(owner)

    assert client.post(url(sent, "messages/send"), {"text": text, "token": "t"}).status_code == 422


def test_readers_read_and_strangers_see_nothing(client, reader, stranger, staff, sent):
    for person, look, write in ((reader, 200, 403), (stranger, 404, 404), (staff, 403, 403)):
        client.force_login(person)
        assert client.get(url(sent)).status_code == look
        assert client.post(url(sent, "messages/send"), {"text": "Bonjour"}).status_code == write
    assert client.get(url(sent, "messages/send")).status_code == 405


@pytest.fixture
def correction(sent, staff):
    return desk.ask_correction(
        sent.pk, by=staff, request="Which revenue?", due_at=timezone.now() + 5 * DAY, sections=["figures"]
    )


def test_a_correction_is_read_and_answered(client, owner, sent, correction):
    client.force_login(owner)
    with nothing_written():
        assert "Which revenue?" in client.get(url(sent, "correction")).text

    client.post(url(sent, "figures"), {"revision": "1", "q-revenue": "90000", "q-trl": "4"})
    answer = client.post(url(sent, "correction/send"), {"answer": "Done.", "token": "t"})

    assert answer.headers["Location"] == url(sent, "receipt")
    assert (fresh(sent).state, sent.versions.get(is_current=True).answers["revenue"]) == (S.SUBMITTED, 90000)


def test_without_a_request_the_page_leads_to_the_file(client, owner, sent):
    client.force_login(owner)

    assert client.get(url(sent, "correction")).headers["Location"] == f"/en/applications/{sent.pk}/"


def test_the_owner_answers_and_the_editor_writes(client, editor, stranger, reader, sent, correction):
    for person, look, answer in ((editor, 200, 403), (reader, 200, 403), (stranger, 404, 404)):
        client.force_login(person)
        assert client.get(url(sent, "correction")).status_code == look
        assert client.post(url(sent, "correction/send"), {"answer": "", "token": "t"}).status_code == answer


def test_a_late_answer_is_kept_and_the_page_says_so(client, owner, sent, correction):
    Correction.objects.update(due_at=timezone.now() - 3 * MINUTE)
    client.force_login(owner)

    page = client.post(url(sent, "correction/send"), {"answer": "Sorry.", "token": "t"})

    assert (page.status_code, "Kept as a late version" in page.text) == (200, True)


def test_an_answer_with_gaps_comes_back(client, owner, sent, correction):
    client.force_login(owner)
    client.post(url(sent, "figures"), {"revision": "1", "q-revenue": "", "q-trl": "4"})

    answer = client.post(url(sent, "correction/send"), {"answer": "", "token": "t"})

    assert answer.status_code == 422
    assert "still missing" in answer.text
    assert client.post(url(sent, "correction/send"), {"answer": "x" * 2001, "token": "t"}).status_code == 422
