"""The form, the page after the event, and what staff read of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.afterwards.models import Feedback
from events.agenda.models import Material
from events.registrations import links
from incubator.demo import make
from tests.conftest import nothing_written
from tests.events.afterwards.conftest import attend

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(db, noon):
    event = make.event(title="Atelier solaire")
    event.mine, event.guest = make.registration(of=event), make.registration(of=event, guest="visite@usine.test")
    event.absent = make.registration(of=event)
    make.past(event, begins=timezone.now() - timedelta(hours=5))
    for row in (event.mine, event.guest):
        attend(event, row, dates=1)
    return event


def form(row):
    return f"/en/registrations/{row.pk}/feedback/"


def by_link(row, page="feedback"):
    return f"/en/registrations/link/{links.token_of(row)}/{page}/"


def test_a_person_gives_and_changes_her_opinion(client, ended):
    client.force_login(ended.mine.person)
    with nothing_written():
        assert "4 – good" in client.get(form(ended.mine)).text

    assert client.post(form(ended.mine), {"rating": "4", "comment": "Bien."}).status_code == 302
    assert "Bien." in client.get(form(ended.mine)).text
    client.post(form(ended.mine), {"rating": "3", "comment": ""})

    assert (Feedback.objects.get().rating, Feedback.objects.get().comment) == (3, "")


@pytest.mark.parametrize("posted", [{}, {"rating": "6"}, {"rating": "x"}, {"rating": "4", "comment": "x" * 2001}])
def test_odd_answers_come_back_with_the_reason(client, ended, posted):
    client.force_login(ended.mine.person)
    answer = client.post(form(ended.mine), posted)

    assert answer.status_code == 422
    assert posted.get("comment", "") in answer.text
    assert not Feedback.objects.exists()


def test_without_an_account_by_the_link(client, ended):
    assert client.post(by_link(ended.guest), {"rating": "5"}).headers["Location"] == by_link(ended.guest, "after")
    assert "You gave 5" in client.get(by_link(ended.guest, "after")).text
    for page in ("feedback", "after"):
        assert client.get(f"/registrations/link/invented/{page}/").status_code == 404


def test_who_did_not_come_reads_why_and_cannot_answer(client, ended):
    client.force_login(ended.absent.person)

    assert "Only those who came" in client.get(form(ended.absent)).text
    assert client.post(form(ended.absent), {"rating": "1"}).status_code == 422
    assert not Feedback.objects.exists()


def test_it_is_hers_alone(client, ended, stranger, staff):
    for page in ("feedback", "after"):
        client.force_login(stranger)
        assert client.get(f"/en/registrations/{ended.mine.pk}/{page}/").status_code == 404
    client.force_login(staff)
    assert client.post(form(ended.mine), {"rating": "1"}).status_code == 403


def test_the_page_after_the_event_shows_what_there_is(client, ended):
    Material.objects.create(
        event=ended, title_fr="Pour qui est venu", audience="attended", link="https://exemple.test/"
    )
    client.force_login(ended.mine.person)
    client.get(f"/en/registrations/{ended.mine.pk}/after/")
    with nothing_written():
        page = client.get(f"/en/registrations/{ended.mine.pk}/after/").text

    assert "Pour qui est venu" in page
    assert "Give your opinion" in page
    client.force_login(ended.absent.person)
    assert "Pour qui est venu" not in client.get(f"/en/registrations/{ended.absent.pk}/after/").text


def test_staff_read_average_distribution_and_words_without_names(client, ended, staff, django_assert_num_queries):
    Feedback.objects.create(registration=ended.mine, rating=5, comment="Très bien.")
    Feedback.objects.create(registration=ended.guest, rating=2)
    client.force_login(staff)
    client.get(f"/en/door/{ended.slug}/opinions/")

    with nothing_written(), django_assert_num_queries(8):
        page = client.get(f"/en/door/{ended.slug}/opinions/").text

    assert "3.5" in page
    assert "Answers: 2. People who came: 2." in page
    assert "Très bien." in page
    assert ended.mine.who not in page


def test_staff_read_that_nobody_answered(client, ended, staff):
    client.force_login(staff)

    assert "No opinion yet" in client.get(f"/en/door/{ended.slug}/opinions/").text
