"""The page behind the link of the mail: looking changes nothing, one button answers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from programs.graduation import links
from programs.graduation.models import FollowUp
from tests.conftest import nothing_written
from tests.journeys.walking import mail_to, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return make.follow_up()


def page(row):
    return reverse("programs:alumni_answer", args=[links.token_of(row)])


def test_the_link_of_the_mail_chooses_and_a_button_confirms(client, row):
    mail = mail_to(post(), make.owner_of(row.enrolment.startup).email, "aujourd’hui")
    link = next(line for line in mail.body.splitlines() if line.endswith("?answer=sold"))
    path = link.removeprefix("http://portail.test")

    with nothing_written():
        shown = client.get(path)
    assert 'value="sold"' in shown.text
    assert "checked" in shown.text
    assert shown["X-Robots-Tag"] == "noindex"
    answer = client.post(path, {"answer": "sold", "staff_count": "١٢", "note": "Reprise par un groupe."})

    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.staff_count, row.source, row.by) == ("sold", 12, "team", None)
    with nothing_written():
        assert "Votre réponse est notée" in client.get(path).text


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"answer": "unknown"},
        {"answer": "active", "staff_count": "-1"},
        {"answer": "ceased", "staff_count": "4"},
        {"answer": "active", "staff_count": "9" * 30},
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_typed_is_lost(client, row, typed):
    answer = client.post(page(row), {**typed, "note": "Nous déménageons."})

    assert answer.status_code == 422
    assert "Nous déménageons." in answer.text
    row.refresh_from_db()
    assert row.answered_at is None


def test_a_second_answer_by_the_link_is_refused(client, row):
    client.post(page(row), {"answer": "active"})

    assert client.post(page(row), {"answer": "ceased"}).status_code == 422
    row.refresh_from_db()
    assert row.answer == "active"


def test_invented_and_old_links_open_nothing(client, row):
    assert client.get(reverse("programs:alumni_answer", args=["invented"])).status_code == 404
    assert client.get(page(row) + "x").status_code == 404
    FollowUp.objects.update(due_on=timezone.localdate() - timedelta(days=200))
    assert client.get(page(row)).status_code == 404
