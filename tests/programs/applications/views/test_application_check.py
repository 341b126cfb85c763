import pytest

from incubator.accounts.models import Consent
from incubator.demo import make_applications
from programs.applications.actions import filing
from programs.applications.models import Version
from programs.applications.states import ApplicationState as S
from programs.calls import actions as calls
from programs.calls.models import Question
from tests.conftest import nothing_written
from tests.programs.applications.conftest import MINUTE, close_call, fresh

YES = {"application_privacy": "on", "application_accuracy": "on", "token": "page1"}


def url(application, page="check"):
    return f"/en/applications/{application.pk}/{page}/"


def send(client, person, application, data=YES):
    client.force_login(person)
    return client.post(url(application, "submit"), data)


def test_the_check_page_shows_all_answers_and_what_is_missing_with_links(
    client, owner, draft, django_assert_num_queries
):
    client.force_login(owner)
    client.get(url(draft))

    with nothing_written(), django_assert_num_queries(8):
        page = client.get(url(draft)).text

    assert "4 answers are still missing" in page
    assert f"{url(draft, 'project')}#div_id_q-pitch" in page
    assert "Héliopompe" in page


def test_the_whole_way_from_check_to_receipt(client, owner, complete):
    answer = send(client, owner, complete)

    assert answer.headers["Location"] == url(complete, "receipt")
    receipt = client.get(url(complete, "receipt")).text
    assert fresh(complete).receipt in receipt
    assert "Casablanca time" in receipt


def test_sending_twice_gives_the_same_receipt(client, owner, complete):
    send(client, owner, complete)
    again = send(client, owner, complete)
    other_page = send(client, owner, complete, YES | {"token": "page2"})

    assert again.headers["Location"] == other_page.headers["Location"] == url(complete, "receipt")
    assert Version.objects.count() == 1


@pytest.mark.parametrize("box", ["application_privacy", "application_accuracy"])
def test_an_open_box_comes_back_with_its_reason(client, owner, complete, box):
    answer = send(client, owner, complete, {k: v for k, v in YES.items() if k != box})

    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert fresh(complete).state == S.DRAFT


def test_an_incomplete_file_comes_back_with_its_gaps(client, owner, draft):
    answer = send(client, owner, draft)

    assert answer.status_code == 422
    assert "still missing" in answer.text


def test_the_consents_are_stored_in_the_language_of_the_page(client, owner, complete):
    client.force_login(owner)
    client.post(f"/ar/applications/{complete.pk}/submit/", YES)

    assert set(Consent.objects.filter(about__endswith=str(complete.pk)).values_list("language", flat=True)) == {"ar"}


def test_a_late_sending_is_kept_and_the_page_says_so(client, owner, complete):
    close_call(complete.call, ago=3 * MINUTE)

    answer = send(client, owner, complete)

    assert answer.status_code == 200
    assert "Kept as a late version" in answer.text
    assert "late version" in client.get(url(complete)).text


def test_only_the_owner_sends(client, editor, reader, stranger, staff, complete):
    for person, status in ((editor, 403), (reader, 403), (stranger, 404), (staff, 403)):
        assert send(client, person, complete).status_code == status
    client.force_login(editor)
    assert "Only the owner" in client.get(url(complete)).text
    assert client.get(url(complete, "submit")).status_code == 405


def test_staff_never_see_the_answers_of_a_draft(client, staff, complete):
    client.force_login(staff)

    for page in ("check", "project", "messages", "receipt"):
        assert client.get(url(complete, page)).status_code == 403


def test_a_visitor_who_sends_is_asked_to_sign_in(client, complete):
    assert client.post(url(complete, "submit"), YES).status_code == 401
    assert fresh(complete).state == S.DRAFT


def test_a_deleted_draft_cannot_be_sent_from_another_tab(client, owner, complete):
    filing.delete_draft(complete.pk, by=owner)

    assert send(client, owner, complete).status_code == 404


def test_the_promise_to_send_at_closing_is_given_and_taken_back(client, owner, complete):
    client.force_login(owner)

    client.post(url(complete, "at-closing"), YES)
    assert fresh(complete).send_at_closing
    assert "sends it by itself" in client.get(url(complete)).text

    client.post(url(complete, "at-closing"), {"stop": "1"})
    assert not fresh(complete).send_at_closing


def test_the_promise_needs_both_consents_and_an_unsent_file(client, owner, complete):
    client.force_login(owner)

    assert client.post(url(complete, "at-closing"), {}).status_code == 422
    send(client, owner, complete)
    client.post(url(complete, "at-closing"), YES)
    assert not fresh(complete).send_at_closing
    assert client.get(url(complete, "at-closing")).status_code == 405


def test_answers_that_a_corrected_form_no_longer_asks_stay_readable(client, owner, complete, staff):
    new = calls.correct_form(complete.call_id, by=staff)
    Question.objects.filter(section__form=new, key="pitch").delete()
    calls.put_in_force(complete.call_id, form_id=new.pk, by=staff)
    client.force_login(owner)

    page = client.get(url(complete)).text

    assert "No longer asked" in page
    assert "sans batterie" in page
    send(client, owner, complete)
    assert "pitch" not in Version.objects.get().answers


def test_a_sent_file_is_read_here_and_not_sent(client, owner, sent):
    client.force_login(owner)

    page = client.get(url(sent)).text

    assert "All answers" in page
    assert "Send my application" not in page


@pytest.mark.parametrize("state", [S.LAPSED, S.WITHDRAWN, S.REJECTED])
def test_the_page_stands_in_any_state(client, db, state):
    application = make_applications.application(state=state)
    client.force_login(make_applications.team(application.startup))

    assert client.get(url(application)).status_code == 200
