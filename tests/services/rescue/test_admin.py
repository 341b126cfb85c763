"""Rescues at the desk."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.places import actions as places
from events.places.models import Allocation
from incubator.demo import make
from incubator.desk import queues
from services.calendar.models import Absence
from services.calendar.states import AbsenceState
from services.rescue.models import RescueAnswer
from services.rescue.states import AnswerState
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
NEW = "/admin/services/rescue/new/"


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def test_staff_open_a_rescue_for_a_coach(desk):
    meeting = make.booking()
    day = timezone.localdate(meeting.starts_at).isoformat()
    asked = {"provider": meeting.provider_id, "first": day, "last": day}

    with nothing_written():
        assert meeting.startup.name in desk.get(NEW, asked).text
    assert desk.post(NEW, asked).status_code == 422
    answer = desk.post(NEW, {**asked, "reason": "Grippe", f"answer-{meeting.pk}": "other_time"})

    absence = Absence.objects.get()
    assert answer.url == reverse("admin:services_rescue_change", args=[absence.rescue.pk])
    assert "Grippe" in desk.get(answer.url).text


def test_a_machine_out_of_order_is_a_queue_and_another_takes_its_place(desk, staff):
    service, here = make.service(with_person=False), make.site()
    for _ in range(2):
        make.fitting(service, make.resource(of=here, kind="equipment"))
    meeting = make.booking(service=service)
    broken = Allocation.objects.about(meeting).live().get().resource
    places.set_state(broken.pk, by=staff, state="out_of_order")
    queue = queues["services.broken"]
    assert queue.count(None) == 1
    day = timezone.localdate(meeting.starts_at).isoformat()
    asked = {"resource": broken.pk, "first": day, "last": day}

    assert 'value="swap"' in desk.get(NEW, asked).text
    assert desk.post(NEW, {**asked, f"answer-{meeting.pk}": "swap"}).status_code == 302

    assert queue.count(None) == 0
    assert Allocation.objects.about(meeting).live().get().resource != broken


@pytest.mark.parametrize("who", [{}, {"provider": "x"}, {"provider": "0", "resource": "0"}])
def test_one_of_both_is_named(desk, who):
    page = desk.get(NEW, {**who, "first": "2031-01-06", "last": "2031-01-06"})

    assert page.status_code == 422


def test_staff_answer_for_a_startup_and_take_an_absence_back(desk):
    meeting = make.booking()
    make.provider(of=meeting.service, at=meeting.provider.sites.first())
    make.rescue(meeting)
    answer = make.answer_of(meeting)
    assert queues["services.rescue"].count(None) == 1
    assert meeting.startup.name in desk.get(queues["services.rescue"].url(None)).text

    desk.post(reverse("admin:services_rescueanswer_step", args=[answer.pk, "accept"]))
    assert RescueAnswer.objects.get().state == AnswerState.ACCEPTED

    desk.post(reverse("admin:services_rescue_step", args=[answer.rescue_id, "withdraw"]), {"reason": "Guérie"})
    assert Absence.objects.get().state == AbsenceState.WITHDRAWN
