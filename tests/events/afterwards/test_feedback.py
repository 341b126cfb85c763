"""Opinions: asked two hours after the end, given once by whoever came, changed for two weeks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.afterwards.actions import give_feedback
from events.afterwards.models import Feedback
from events.door.states import AttendanceState as A
from events.registrations import actions as registrations
from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.states import Category
from incubator.outbox.tasks import plan
from incubator.outbox.wording import word
from tests.events.afterwards.conftest import attend

pytestmark = pytest.mark.django_db
ASKED = "events.afterwards.feedback_asked"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ended(db, noon):
    """It ended three hours ago: one came with an account, one without, one did not come."""
    event = make.event(title="Atelier solaire")
    event.rows = [
        make.registration(of=event),
        make.registration(of=event, guest="visite@usine.test"),
        make.registration(of=event),
    ]
    make.past(event, begins=timezone.now() - 5 * HOUR)
    for row, state in zip(event.rows, (A.ATTENDED, A.ATTENDED, A.ABSENT), strict=True):
        attend(event, row, dates=1, state=state)
    return event


def asked():
    return set(Letter.objects.filter(kind=ASKED).values_list("key_of_thing", flat=True))


def test_whoever_came_is_asked_once(ended):
    plan()
    plan()

    assert asked() == {str(row.pk) for row in ended.rows[:2]}
    assert Letter.objects.filter(kind=ASKED, category=Category.REMINDER).count() == 2


def test_nobody_is_asked_before_two_hours_nor_long_after_nor_at_night(ended, noon):
    make.past(ended, begins=timezone.now() - 3 * HOUR)
    plan()
    assert asked() == set()

    make.past(ended, begins=timezone.now() - 9 * DAY)
    plan()
    assert asked() == set()

    make.past(ended, begins=timezone.now() + 5 * HOUR)
    noon.shift(11 * HOUR)
    plan()
    assert asked() == set()
    noon.shift(10 * HOUR)
    plan()
    assert len(asked()) == 2


def test_nobody_is_asked_about_a_cancelled_event(ended):
    registrations.cancel_event(ended.pk, by=make.staff(), reason="Grève.")
    plan()

    assert asked() == set()


def test_who_said_it_already_is_not_asked(ended):
    give_feedback(ended.rows[0].pk, rating=5)
    plan()

    assert asked() == {str(ended.rows[1].pk)}


def test_the_letter_leads_each_to_her_own_form_and_is_dropped_when_answered(ended):
    plan()
    mine, guest = (Letter.objects.get(kind=ASKED, key_of_thing=str(row.pk)) for row in ended.rows[:2])

    assert f"/registrations/{ended.rows[0].pk}/feedback/" in word(mine, kinds[ASKED].context(mine)).text
    assert "/registrations/link/" in word(guest, kinds[ASKED].context(guest)).text
    give_feedback(ended.rows[0].pk, rating=4)
    assert kinds[ASKED].context(mine) is None


def test_an_opinion_is_one_and_may_be_changed_for_two_weeks(ended, noon):
    row = ended.rows[0]
    give_feedback(row.pk, rating=2, comment="Trop court.")
    give_feedback(row.pk, rating=4, comment="Finalement bien.")
    noon.shift(13 * DAY)
    give_feedback(row.pk, rating=5)

    assert Feedback.objects.get().rating == 5
    noon.shift(DAY)
    with pytest.raises(Refused):
        give_feedback(row.pk, rating=1)


def test_who_did_not_come_has_no_opinion_and_nobody_has_one_before_the_end(ended):
    with pytest.raises(Refused):
        give_feedback(ended.rows[2].pk, rating=1)
    make.past(ended, begins=timezone.now())
    with pytest.raises(Refused):
        give_feedback(ended.rows[0].pk, rating=1)
