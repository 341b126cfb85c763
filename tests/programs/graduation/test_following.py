"""Former startups: rows for everybody whose participation is over, letters, answers, figures."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.desk import queues
from incubator.errors import Refused
from incubator.moments import months_from
from incubator.outbox.models import Letter
from programs.cohorts import actions as cohorts
from programs.cohorts.models import Enrolment
from programs.graduation import planning
from programs.graduation.actions import following
from programs.graduation.actions.following import Told
from programs.graduation.models import FollowUp
from programs.graduation.states import Answer, Source

pytestmark = pytest.mark.django_db


def letters():
    return Letter.objects.filter(kind="programs.graduation.alumni_asked")


@pytest.mark.parametrize("end", ["graduate", "leave", "exclude"])
def test_whoever_ends_is_followed_up_three_times_however_it_ended(staff, end):
    place = make.active()
    if end == "graduate":
        make.graduation(of=place)
    else:
        getattr(cohorts, end)(place.pk, by=staff, reason="Fin.")
    Enrolment.objects.update(ended_on=date(2026, 2, 28))

    planning.plan()
    planning.plan()

    rows = FollowUp.objects.order_by("months").values_list("months", "due_on", "answer")
    days = (date(2027, 2, 28), date(2029, 2, 28), date(2031, 2, 28))
    assert list(rows) == [(n, day, "unknown") for n, day in zip((12, 36, 60), days, strict=True)]


def test_who_takes_part_is_not_followed_up(staff):
    place = make.active()
    cohorts.pause(place.pk, by=staff, reason="Congé.")

    planning.plan()

    assert not FollowUp.objects.exists()


def test_months_end_on_their_last_day_where_they_are_shorter():
    assert months_from(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_from(date(2026, 12, 31), 36) == date(2029, 12, 31)


@pytest.mark.parametrize(
    ("days", "number"), [(-1, 0), (0, 1), (13, 1), (14, 2), (27, 2), (28, 3), (41, 3), (42, 0), (900, 0)]
)
def test_three_letters_and_then_silence(days, number):
    today = timezone.localdate()

    assert planning.letter_of(today - timedelta(days=days), today) == number


def test_each_letter_leaves_once_and_none_after_the_answer():
    row = make.follow_up()
    planning.plan()
    planning.plan()
    assert letters().count() == 1

    FollowUp.objects.filter(pk=row.pk).update(due_on=timezone.localdate() - timedelta(days=15))
    planning.plan()
    assert letters().count() == 2

    following.answer(row.pk, Told(Answer.ACTIVE), by=None)
    FollowUp.objects.filter(pk=row.pk).update(due_on=timezone.localdate() - timedelta(days=30))
    planning.plan()
    assert letters().count() == 2


def test_a_row_of_long_ago_goes_straight_to_the_staff(staff):
    row = make.follow_up(due_in=-400)
    planning.plan()

    assert not letters().exists()
    assert queues["programs.alumni_silent"].count(staff) == 1
    following.answer(row.pk, Told(Answer.UNKNOWN, note="Numéro fermé."), by=staff, source=Source.PHONE)
    assert queues["programs.alumni_silent"].count(staff) == 0


def test_a_team_answers_once_and_staff_may_correct(staff):
    row = make.follow_up()
    following.answer(row.pk, Told(Answer.SOLD, 12, "Rachetée."), by=None)
    following.answer(row.pk, Told(Answer.SOLD, 12, "Rachetée."), by=None)
    with pytest.raises(Refused):
        following.answer(row.pk, Told(Answer.CEASED), by=None)

    following.answer(row.pk, Told(Answer.ACTIVE, 12), by=staff, source=Source.VISIT)

    row.refresh_from_db()
    assert (row.answer, row.staff_count, row.source, row.by) == ("active", 12, "visit", staff)


@pytest.mark.parametrize(("told", "field"), [(Told(Answer.UNKNOWN), "answer"), (Told(Answer.CEASED, 3), "staff_count")])
def test_an_answer_makes_sense(told, field):
    with pytest.raises(Refused) as refusal:
        following.answer(make.follow_up().pk, told, by=None)
    assert refusal.value.field == field


def test_what_has_ended_is_not_asked_again_unless_it_proves_wrong(staff):
    row = make.follow_up()
    following.answer(row.pk, Told(Answer.CEASED), by=staff, source=Source.REGISTER)
    assert {one.answer for one in FollowUp.objects.all()} == {"ceased"}
    assert not FollowUp.objects.open().exists()

    following.answer(row.pk, Told(Answer.ACTIVE), by=staff, source=Source.PHONE)

    assert FollowUp.objects.open().unknown().count() == 2


def test_survival_is_counted_in_one_query_and_once_for_each_startup(staff, django_assert_num_queries):
    alive, ended, silent, coming = (make.follow_up(due_in=-days) for days in (100, 90, 80, -30))
    following.answer(alive.pk, Told(Answer.MOVED), by=None)
    following.answer(ended.pk, Told(Answer.CEASED), by=None)
    again = make.active()
    Enrolment.objects.filter(pk=again.pk).update(startup=alive.enrolment.startup)
    make.follow_up(of=make.graduation(of=again).enrolment, due_in=-10)

    rows = FollowUp.objects.at(12).reached()
    with django_assert_num_queries(1):
        assert rows.counted() == {"asked": 4, "alive": 1, "ceased": 1, "unknown": 2}
    assert rows.one_of_each_startup().counted() == {"asked": 3, "alive": 0, "ceased": 1, "unknown": 2}
    assert {silent.pk, coming.pk} & set(rows.values_list("pk", flat=True)) == {silent.pk}
