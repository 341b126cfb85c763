"""The question of the end, and the figure it feeds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.accounts.personal_data import holdings
from incubator.demo import make
from incubator.errors import Refused
from programs.graduation.actions import parting
from programs.graduation.models import Farewell, Graduation
from programs.graduation.queries import recommendation

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


def test_an_erased_person_leaves_the_figure_and_takes_her_words():
    said = make.farewell(score=2, comment="À revoir.")
    holding = holdings["programs.farewell"]
    assert [row["comment"] for row in holding.export(said.person)] == ["À revoir."]

    holding.erase(said.person)

    said.refresh_from_db()
    assert (said.score, said.comment, said.person) == (2, "", None)
