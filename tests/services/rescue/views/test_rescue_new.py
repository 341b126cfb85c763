"""The page of an absence: what it hits, an answer for each, one POST."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from services.bookings.states import BookingState as B
from services.calendar.models import Absence
from services.rescue.models import RescueAnswer
from services.rescue.states import AnswerState
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
URL = "/coaching/rescue/new/"


@pytest.fixture
def meeting():
    return make.booking()


@pytest.fixture
def other(meeting):
    return make.provider(of=meeting.service, at=meeting.provider.sites.first(), who=make.person(name="Coach Thuya"))


def days(meeting):
    day = timezone.localdate(meeting.starts_at).isoformat()
    return {"first": day, "last": day}


def test_the_page_shows_what_is_hit_and_writes_nothing(client, meeting, other):
    client.force_login(meeting.provider.person)

    with nothing_written():
        page = client.get(URL, days(meeting)).text

    assert meeting.startup.name in page
    assert f'value="substitute:{other.pk}" checked' in page


def test_one_post_stores_it_with_every_answer(client, meeting, other):
    client.force_login(meeting.provider.person)

    answer = client.post(URL, {**days(meeting), "reason": "Grippe", f"answer-{meeting.pk}": f"substitute:{other.pk}"})

    absence = Absence.objects.get()
    assert answer.url == reverse("services:rescue_detail", args=[absence.rescue.pk])
    assert absence.reason == "Grippe"
    assert RescueAnswer.objects.get().state == AnswerState.PROPOSED
    assert meeting.startup.name in client.get(answer.url).text


@pytest.mark.parametrize("answer", ["", "nonsense", "substitute:0", "substitute:x"])
def test_without_an_answer_nothing_is_stored_and_what_was_typed_comes_back(client, meeting, other, answer):
    client.force_login(meeting.provider.person)

    page = client.post(URL, {**days(meeting), "reason": "Grippe", f"answer-{meeting.pk}": answer})

    assert page.status_code == 422
    assert "Grippe" in page.text
    assert not Absence.objects.exists()


def test_a_substitute_taken_meanwhile_is_told_beside_the_meeting(client, meeting, other):
    make.booking(service=meeting.service, at=next(f for f in make.free(meeting.service) if f.provider_id == other.pk))
    client.force_login(meeting.provider.person)

    page = client.post(URL, {**days(meeting), f"answer-{meeting.pk}": f"substitute:{other.pk}"})

    assert page.status_code == 422
    meeting.refresh_from_db()
    assert meeting.state == B.CONFIRMED


def test_an_absence_that_hits_nothing_is_noted(client, meeting):
    client.force_login(meeting.provider.person)
    day = {"first": "2031-01-06", "last": "2031-01-07"}

    assert client.get(URL, day).status_code == 200
    assert client.post(URL, day).status_code == 302
    assert Absence.objects.get().provider == meeting.provider


@pytest.mark.parametrize("day", ["", "x", "2026-13-40", "9999-12-31"])
def test_bad_days_are_told(client, meeting, day):
    client.force_login(meeting.provider.person)

    for answer in (client.get(URL, {"first": day, "last": day}), client.post(URL, {"first": day, "last": day})):
        assert answer.status_code in {200, 422}
    assert not Absence.objects.exists()


def test_who_receives_nobody_has_no_such_page(client, stranger, staff):
    for person in (stranger, staff):
        client.force_login(person)
        assert client.get(URL).status_code == 404


def test_another_coach_does_not_see_the_rescue(client, meeting, other):
    absence = make.rescue(meeting)
    client.force_login(other.person)

    assert client.get(reverse("services:rescue_detail", args=[absence.rescue.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_queries_for_one_meeting_as_for_three(client, rows, django_assert_num_queries):
    meeting = make.booking()
    for n in range(1, rows):
        times = [f for f in make.free(meeting.service) if f.provider_id == meeting.provider_id]
        make.booking(service=meeting.service, at=times[n])
    make.provider(of=meeting.service, at=meeting.provider.sites.first())
    client.force_login(meeting.provider.person)
    client.get(URL, days(meeting))

    with django_assert_num_queries(10):
        page = client.get(URL, days(meeting))

    assert page.text.count("<fieldset") == rows
