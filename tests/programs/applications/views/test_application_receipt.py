import io

import pikepdf
import pytest

from incubator.demo import make_applications
from programs.applications.actions import filing
from programs.applications.states import ApplicationState as S
from tests.conftest import nothing_written
from tests.paper.reading import text_of


def url(application, end="/", language="en"):
    return f"/{language}/applications/{application.pk}/receipt{end}"


def test_the_receipt_shows_number_time_and_sender(client, owner, sent, django_assert_num_queries):
    client.force_login(owner)
    client.get(url(sent))

    with nothing_written(), django_assert_num_queries(7):
        page = client.get(url(sent)).text

    assert sent.receipt in page
    assert "Amina Alaoui" in page
    assert "Edit again" in page


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_paper_carries_number_and_answers_in_each_language(client, owner, sent, language):
    client.force_login(owner)

    answer = client.get(url(sent, ".pdf", language) if language != "fr" else f"/applications/{sent.pk}/receipt.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert sent.receipt in answer.headers["Content-Disposition"]
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert str(paper.Root.Lang).startswith(language)
    assert sent.receipt in text_of(answer.content)


def test_without_a_sent_version_there_is_no_receipt(client, owner, draft):
    client.force_login(owner)

    for end in ("/", ".pdf"):
        assert client.get(url(draft, end)).status_code == 302


def test_the_receipt_of_others(client, reader, stranger, staff, sent):
    for person, status in ((reader, 200), (stranger, 404), (staff, 403)):
        client.force_login(person)
        assert client.get(url(sent)).status_code == status
        assert client.get(url(sent, ".pdf")).status_code == status


def test_what_was_sent_is_read_version_by_version(client, owner, sent):
    client.force_login(owner)
    page = client.get(f"/en/applications/{sent.pk}/versions/1/")

    assert "sans batterie" in page.text
    assert client.get(f"/en/applications/{sent.pk}/versions/9/").status_code == 404


def test_edit_again_and_drop_are_deeds(client, owner, reader, sent):
    for page in ("edit-again", "keep-sent"):
        client.force_login(reader)
        assert client.post(f"/en/applications/{sent.pk}/{page}/").status_code == 403
        client.force_login(owner)
        assert client.get(f"/en/applications/{sent.pk}/{page}/").status_code == 405

    client.post(f"/en/applications/{sent.pk}/edit-again/")
    assert "Your changes are not sent yet" in client.get(f"/en/applications/{sent.pk}/").text
    client.post(f"/en/applications/{sent.pk}/keep-sent/")
    assert "Your changes are not sent yet" not in client.get(f"/en/applications/{sent.pk}/").text


def test_a_file_in_review_says_why_it_is_not_opened(client, db):
    application = make_applications.application(state=S.IN_REVIEW)
    client.force_login(make_applications.team(application.startup))

    page = client.post(f"/en/applications/{application.pk}/edit-again/", follow=True).text

    assert "can no longer be changed" in page


def test_a_withdrawn_file_keeps_its_receipt(client, owner, sent):
    filing.withdraw(sent.pk, reason="Non", by=owner)
    client.force_login(owner)

    assert sent.receipt in client.get(url(sent)).text
