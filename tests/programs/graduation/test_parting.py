"""The question of the end, and the figure it feeds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.accounts.personal_data import holdings
from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.models import Letter
from incubator.outbox.preview import preview
from programs.graduation import planning
from programs.graduation.actions import parting
from programs.graduation.models import Farewell, Graduation
from programs.graduation.queries import recommendation
from startups.states import TeamRole

pytestmark = pytest.mark.django_db


def test_it_is_given_once_and_changed_for_a_month():
    said = make.farewell(score=4)
    graduation = Graduation.objects.get()
    parting.say(graduation.pk, by=said.person, score=8, comment="Mieux vu de loin.")
    assert Farewell.objects.get().score == 8

    Farewell.objects.update(said_at=timezone.now() - timedelta(days=31))
    with pytest.raises(Refused):
        parting.say(graduation.pk, by=said.person, score=10)

    parting.say(graduation.pk, by=said.person, score=8, comment="Mieux vu de loin.")
    assert Farewell.objects.get().score == 8


def test_promoters_less_detractors_among_those_who_answered(django_assert_num_queries):
    for score in (10, 9, 8, 7, 6):
        make.farewell(score=score)
    make.graduation()

    with django_assert_num_queries(1):
        told = recommendation(Graduation.objects.all())

    assert (told.asked, told.answered, told.promoters, told.detractors) == (6, 5, 2, 1)
    assert (told.score, told.response_rate) == (20.0, 5 / 6)
    assert Farewell.objects.counted() == {"answered": 5, "promoters": 2, "detractors": 1}
    assert recommendation(Graduation.objects.none()).score is None


def asked_once_more():
    return Letter.objects.filter(kind="programs.graduation.farewell_awaited")


def graduated(days):
    made = make.graduation()
    Graduation.objects.filter(pk=made.pk).update(noted_at=timezone.now() - timedelta(days=days, minutes=1))
    return made


@pytest.mark.parametrize(("days", "count"), [(6, 0), (7, 1), (20, 1), (22, 0)])
def test_the_question_is_put_once_more_after_a_week_and_never_to_those_of_long_ago(days, count):
    graduated(days)

    planning.plan_farewells()
    planning.plan_farewells()

    assert asked_once_more().count() == count


def test_whoever_can_answer_is_asked_and_nobody_once_it_is_answered():
    made = graduated(8)
    startup = made.enrolment.startup
    editor, owner = make.member(of=startup), make.owner_of(startup)
    make.member(of=startup, role=TeamRole.READER)

    planning.plan_farewells()

    assert set(asked_once_more().values_list("person", flat=True)) == {editor.pk, owner.pk}
    letter = asked_once_more().get(person=owner)
    assert letter.category == "reminder"
    assert f"/graduations/{made.pk}/farewell/" in preview(letter).worded.text
    startup.memberships.filter(person=editor).update(ended_at=timezone.now())
    assert preview(asked_once_more().get(person=editor)).worded is None
    make.farewell(of=made)
    assert preview(letter).worded is None


def test_who_has_answered_is_not_asked_again():
    make.farewell(of=graduated(8))

    planning.plan_farewells()

    assert not asked_once_more().exists()


def test_an_erased_person_leaves_the_figure_and_takes_her_words():
    said = make.farewell(score=2, comment="À revoir.")
    holding = holdings["programs.farewell"]
    assert [row["comment"] for row in holding.export(said.person)] == ["À revoir."]

    holding.erase(said.person)

    said.refresh_from_db()
    assert (said.score, said.comment, said.person) == (2, "", None)
