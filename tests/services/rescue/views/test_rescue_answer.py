"""What the link of a proposal opens."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from incubator.demo import make
from incubator.outbox import sending
from services.bookings import signed
from services.bookings.states import BookingState as B
from services.rescue.models import RescueAnswer
from services.rescue.states import AnswerState
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make.booking()


@pytest.fixture
def answer(meeting):
    make.provider(of=meeting.service, at=meeting.provider.sites.first(), who=make.person(name="Coach Thuya"))
    make.rescue(meeting)
    return make.answer_of(meeting)


def page_of(answer, person):
    return reverse("services:rescue_answer", args=[signed.sign(signed.RESCUE, answer, person)])


def test_looking_changes_nothing(client, meeting, answer):
    with nothing_written():
        page = client.get(page_of(answer, meeting.asked_by)).text

    assert "Coach Thuya" in page
    assert 'value="accept"' in page


def test_one_click_accepts(client, meeting, answer):
    url = page_of(answer, meeting.asked_by)

    client.post(url, {"deed": "accept", "asked": answer.asked})

    answer.refresh_from_db()
    assert answer.state == AnswerState.ACCEPTED
    assert "Coach Thuya" in client.get(url).text


def test_one_click_moves_to_a_time_of_the_page(client, meeting, answer):
    url = page_of(answer, meeting.asked_by)
    deed = re.search(r'value="(\d{4}-[^"]+ \d+)"', client.get(url).text).group(1)

    client.post(url, {"deed": deed})

    answer.refresh_from_db()
    assert answer.state == AnswerState.MOVED


def test_one_click_cancels(client, meeting, answer):
    client.post(page_of(answer, meeting.asked_by), {"deed": "cancel"})

    meeting.refresh_from_db()
    assert meeting.state == B.BY_PROGRAMME


@pytest.mark.parametrize(
    "deed", ["", "x", "2026-01-01 5", "2026-13-01T00:00:00+00:00 5", "2031-01-01T09:00:00+00:00 x"]
)
def test_bad_deeds_change_nothing(client, meeting, answer, deed):
    assert client.post(page_of(answer, meeting.asked_by), {"deed": deed, "asked": "9" * 30}).status_code == 302

    assert RescueAnswer.objects.get().state == AnswerState.PROPOSED


def test_an_old_proposal_is_not_accepted_unread(client, meeting, answer):
    client.post(page_of(answer, meeting.asked_by), {"deed": "accept", "asked": "9" * 30})

    assert RescueAnswer.objects.get().state == AnswerState.PROPOSED


def test_links_of_others_open_nothing(client, meeting, answer, stranger):
    token = signed.sign(signed.RESCUE, answer, meeting.asked_by)

    for wrong in (token[:-1], "x", signed.sign(signed.RATING, answer, meeting.asked_by)):
        assert client.get(reverse("services:rescue_answer", args=[wrong])).status_code == 404
    assert client.get(page_of(answer, stranger)).status_code == 404


def test_the_letters_of_a_rescue_carry_the_page_of_the_next_step(meeting, answer):
    sending.tick()

    told = {message.to[0]: message for message in mail.outbox}
    founder = told[meeting.asked_by.email]
    proposal = [message for message in mail.outbox if page_of(answer, meeting.asked_by) in message.body]
    assert founder
    assert len(proposal) == 1
    assert "Coach Thuya" in proposal[0].body
    assert any(reverse("services:coaching_today") in message.body for message in mail.outbox)
