"""I08 and I10 by a hand-worked example (domain.md 2.3)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.afterwards.actions import give_feedback
from events.afterwards.figures import Participation, Satisfaction, of_period, participation, satisfaction
from events.agenda.models import Event
from events.door.actions import mark_rest_absent
from events.door.states import AttendanceState as A
from events.registrations import actions as registrations
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from tests.events.afterwards.conftest import attend, over

pytestmark = pytest.mark.django_db


@pytest.fixture
def season(db, noon):
    """Two events that are over.

    First: Amina, Omar and a guest came, Zineb did not; Salma gave her place back in time, Karim on the day itself.
    Base 5 (Salma is out), 3 came: 60 %. Second: Amina again, and one of whom nothing is noted. Base 2, 1 came.
    Together: 3 people, 4 of 7 = 57.1 %, attendance noted for 1 event of 2.
    """
    first, second = make.event(), make.event()
    amina = make.person(name="Amina")
    rows = {
        "amina": make.registration(of=first, who=amina),
        "guest": make.registration(of=first, guest="visite@usine.test"),
    }
    rows |= {name: make.registration(of=first, who=make.person(name=name)) for name in ("omar", "zineb", "karim")}
    early = make.registration(of=first, state=R.WITHDRAWN)
    again, silent = make.registration(of=second, who=amina), make.registration(of=second)
    over(first, days=3), over(second, days=2)
    Registration.objects.filter(pk=early.pk).update(ended_at=timezone.now() - timedelta(days=9))
    registrations.withdraw(rows["karim"].pk, by=None, for_staff=True)
    for name in ("amina", "guest", "omar"):
        attend(first, rows[name], dates=1)
    attend(first, rows["zineb"], dates=1, state=A.ABSENT)
    attend(second, again, dates=1)
    give_feedback(rows["amina"].pk, rating=5)
    give_feedback(rows["guest"].pk, rating=2, comment="Froid.")
    give_feedback(again.pk, rating=4)
    assert silent.is_seated
    return first, second


def test_people_at_events_with_base_and_coverage(season, django_assert_num_queries):
    first, second = season
    with django_assert_num_queries(2):
        told = participation(Event.objects.filter(pk=first.pk))
    both = participation(Event.objects.filter(pk__in=[first.pk, second.pk]))

    assert told == Participation(people=3, came=3, confirmed=5, events=1, noted=1)
    assert (told.rate, told.coverage) == (60.0, 100.0)
    assert both == Participation(people=3, came=4, confirmed=7, events=2, noted=1)
    assert round(both.rate, 1) == 57.1


def test_satisfaction_with_its_response_rate(season, django_assert_num_queries):
    first, second = season
    with django_assert_num_queries(2):
        told = satisfaction(Event.objects.filter(pk__in=[first.pk, second.pk]))

    assert told == Satisfaction(mean=pytest.approx(11 / 3), counts=(0, 1, 0, 1, 1), asked=4)
    assert (told.answers, told.response_rate) == (3, 75.0)


def test_an_event_is_covered_when_each_of_its_dates_is_noted_of_everybody(training, staff):
    mine = Event.objects.filter(pk=training.pk)
    assert participation(mine).noted == 0

    for session in training.sessions.all():
        mark_rest_absent(session.pk, by=staff)
    assert participation(mine) == Participation(people=2, came=2, confirmed=3, events=1, noted=1)


def test_without_a_base_there_is_no_figure(db):
    none = Event.objects.none()

    assert (participation(none).rate, participation(none).coverage) == (None, None)
    assert (satisfaction(none).mean, satisfaction(none).response_rate) == (None, None)


def test_a_period_has_both_its_days_in_the_time_of_casablanca(season):
    first, second = season
    day = timezone.localdate(first.starts_at)

    assert set(of_period(day, day)) == {first}
    assert set(of_period(day, day + timedelta(days=1))) == {first, second}
    assert not of_period(date(2026, 1, 1), day - timedelta(days=1)).exists()
