"""Did it take place, and was it useful: two letters, one click each."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.outbox import sending
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from services.bookings import actions, signed
from services.bookings.models import Booking
from services.bookings.planning_after import plan_attendance
from services.bookings.states import BookingState as B
from services.ledger.queries import delivered
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
ASKED = "services.bookings.attendance_asked"


@pytest.fixture
def meeting():
    return make.dated_back(make.booking())


def link(purpose, meeting, person, name):
    return reverse(f"services:{name}", args=[signed.sign(purpose, meeting, person)])


def test_the_coach_is_asked_when_it_ends_and_once_more_after_two_days(meeting):
    for _ in range(2):
        plan_attendance()
    assert Letter.objects.filter(kind=ASKED).count() == 1

    begins = timezone.now() - timedelta(days=3)
    Booking.objects.filter(pk=meeting.pk).update(starts_at=begins, ends_at=begins + timedelta(hours=1))
    for _ in range(2):
        plan_attendance()

    assert Letter.objects.filter(kind=ASKED).count() == 2


def test_who_has_answered_is_not_asked(meeting):
    plan_attendance()
    actions.attend(meeting.pk, by=meeting.provider.person)
    sending.tick()

    assert not [message for message in mail.outbox if "bookings/attendance/" in message.body]


def test_two_clicks_from_the_mail(client, meeting):
    plan_attendance()
    sending.tick()
    body = next(message.body for message in mail.outbox if "bookings/attendance/" in message.body)
    path = re.search(r"https?://[^/]+(/\S*bookings/attendance/\S+)", body).group(1)

    with nothing_written():
        assert 'value="attend"' in client.get(path).text
    client.post(path, {"deed": "attend"})

    meeting.refresh_from_db()
    assert (meeting.state, meeting.noted_by) == (B.ATTENDED, meeting.provider.person)


def test_nobody_came(client, meeting):
    client.post(link(signed.ATTENDANCE, meeting, meeting.provider.person, "attendance_answer"), {"deed": "miss"})

    meeting.refresh_from_db()
    assert meeting.state == B.NO_SHOW


def test_the_startup_reads_that_nobody_came_unless_it_was_corrected_or_forgiven(meeting):
    actions.miss(meeting.pk, by=meeting.provider.person)
    letter = Letter.objects.get(kind="services.bookings.booking_missed")
    assert letter.person == meeting.asked_by
    assert letter.due_at > timezone.now() + timedelta(minutes=14)
    told = kinds[letter.kind].context(letter)
    assert (told["costs"], told["is_watched"]) == (True, False)
    Letter.objects.exclude(pk=letter.pk).delete()
    Letter.objects.update(due_at=timezone.now())
    sending.tick()
    assert "comptent comme utilisés" in mail.outbox[-1].body

    actions.forgive(meeting.pk, by=None, reason="Grève")
    assert kinds[letter.kind].context(letter) is None


def test_the_link_is_the_coachs_own(client, meeting):
    wrong = [
        link(signed.ATTENDANCE, meeting, meeting.asked_by, "attendance_answer"),
        link(signed.RATING, meeting, meeting.provider.person, "attendance_answer"),
        reverse("services:attendance_answer", args=["x"]),
    ]

    assert {client.get(url).status_code for url in wrong} == {404}


def test_the_team_rates_with_one_click_and_a_button(client, meeting):
    actions.attend(meeting.pk, by=meeting.provider.person)
    sending.tick()
    body = next(message.body for message in mail.outbox if "bookings/rating/" in message.body)
    paths = re.findall(r"https?://[^/]+(/\S*bookings/rating/\S+)", body)
    assert len(paths) == 5

    with nothing_written():
        page = client.get(paths[3]).text
    assert re.search(r'value="4"[^>]*checked', page)
    client.post(paths[3].partition("?")[0], {"stars": "4", "comment": "Utile"})

    meeting.refresh_from_db()
    assert (meeting.rating, meeting.rating_comment) == (4, "Utile")


@pytest.mark.parametrize("stars", ["", "0", "6", "x"])
def test_other_stars_are_refused(client, meeting, stars):
    actions.attend(meeting.pk, by=None)
    url = link(signed.RATING, meeting, meeting.asked_by, "rating_answer")

    assert client.post(url, {"stars": stars, "comment": "Gardé"}).status_code == 422
    assert client.get(url, {"stars": stars}).status_code == 200


def test_what_did_not_take_place_is_not_rated(client, meeting):
    url = link(signed.RATING, meeting, meeting.asked_by, "rating_answer")

    assert client.post(url, {"stars": "3"}).status_code == 422
    assert client.get(link(signed.RATING, meeting, make.person(), "rating_answer")).status_code == 404


def test_the_deeds_of_the_coachs_pages(client, meeting, stranger):
    url = reverse("services:booking_attend", args=[meeting.pk])
    for person, status in ((stranger, 404), (meeting.asked_by, 403)):
        client.force_login(person)
        assert client.post(url).status_code == status
    client.force_login(meeting.provider.person)
    assert client.get(url).status_code == 405

    client.post(url)
    meeting.refresh_from_db()
    assert meeting.state == B.ATTENDED

    client.post(reverse("services:booking_miss", args=[meeting.pk]))
    meeting.refresh_from_db()
    assert meeting.state == B.NO_SHOW


def test_a_meeting_that_costs_nothing_is_received_unless_nobody_came():
    booking = make.dated_back(make.booking(service=make.service(price=0)))
    known = (booking.startup_id, [booking.service_id])

    actions.attend(booking.pk, by=make.staff())
    assert delivered(*known) == {booking.service_id: 1}

    actions.miss(booking.pk, by=make.staff())
    assert delivered(*known) == {}


def test_a_meeting_noted_by_mistake_is_not_received(meeting):
    known, staff = (meeting.startup_id, [meeting.service_id]), make.staff()
    actions.attend(meeting.pk, by=staff)
    assert delivered(*known) == {meeting.service_id: 1}

    actions.miss(meeting.pk, by=staff)
    assert delivered(*known) == {}

    actions.attend(meeting.pk, by=staff)
    assert delivered(*known) == {meeting.service_id: 1}
