"""Days that are closed after meetings were booked on them: a queue, and the rescue that staff open from it."""

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.desk import queues
from programs.partners.models import Holiday
from services.bookings.states import BookingState as B
from services.calendar.models import Absence
from services.rescue.closings import closed_days, on_closed_days
from services.rescue.models import RescueAnswer
from services.rescue.states import AnswerState
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
CLOSED, NEW = "/admin/services/rescue/closed/", "/admin/services/rescue/new/"


@pytest.fixture
def meeting():
    return make.booking()


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def closed(on, **more):
    return Holiday.objects.create(day=on.day, name_fr="Travaux", **more)


def test_a_day_closed_later_shows_its_meetings_and_nothing_is_moved(meeting, desk):
    assert list(on_closed_days()) == []

    closed(meeting)

    assert queues["services.closed"].count(None) == 1
    with nothing_written():
        page = desk.get(CLOSED).text
    assert meeting.startup.name in page
    assert "Travaux" in page
    meeting.refresh_from_db()
    assert meeting.state == B.CONFIRMED


def test_a_closed_site_concerns_what_is_there_and_an_open_holiday_nobody(meeting):
    Holiday.objects.create(day=meeting.day, site=make.site(), name_fr="Ailleurs")
    assert list(on_closed_days()) == []

    here = closed(meeting, site=meeting.site)
    assert list(on_closed_days()) == [meeting]
    assert [day.site for day in closed_days()] == [meeting.site]

    Holiday.objects.filter(pk=here.pk).update(kind="cancelled")
    assert list(on_closed_days()) == []


@pytest.mark.parametrize("is_site", [True, False])
def test_staff_open_the_rescue_from_the_day_and_the_startup_is_asked(meeting, desk, is_site):
    closed(meeting, site=meeting.site if is_site else None)
    address = closed_days()[0].url
    assert meeting.startup.name in desk.get(address).text
    day = timezone.localdate(meeting.starts_at).isoformat()
    where = meeting.site_id if is_site else "all"

    answer = {"closed": where, "first": day, "last": day, f"answer-{meeting.pk}": "other_time"}
    assert desk.post(NEW, answer).status_code == 302

    assert RescueAnswer.objects.get().state == AnswerState.PROPOSED
    assert str(Absence.objects.get()) == (str(meeting.site) if is_site else "L’incubateur")
    assert queues["services.closed"].count(None) == 0


def test_what_is_kept_on_a_closed_day_is_out_of_the_queue_and_what_is_called_off_says_why(meeting, desk):
    closed(meeting)
    day = timezone.localdate(meeting.starts_at).isoformat()
    asked = {"closed": "all", "first": day, "last": day}
    desk.post(NEW, {**asked, f"answer-{meeting.pk}": "keep"})
    assert list(on_closed_days()) == []

    desk.post(NEW, {**asked, f"answer-{meeting.pk}": "cancel"})

    meeting.refresh_from_db()
    assert (meeting.state, meeting.reason) == (B.BY_PROGRAMME, "L’incubateur\xa0: fermeture.")


def test_the_days_cost_the_same_for_one_and_three(meeting, django_assert_num_queries):
    closed(meeting)
    with django_assert_num_queries(2):
        assert len(closed_days()) == 1
    for ahead in (8, 9):
        closed(make.booking(service=meeting.service, at=make.free(meeting.service, ahead=ahead)[0]))
    with django_assert_num_queries(2):
        assert sum(len(one.meetings) for one in closed_days()) >= 3
