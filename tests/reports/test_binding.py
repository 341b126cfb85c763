"""Queries that are compiled once and bound anew: what is bound follows from the scope, and nothing else may stand in them."""

from datetime import date, timedelta

import pytest
from django.db.models import Count
from django.utils import timezone

from incubator.moments import midnight
from incubator.reports.counts import binding
from incubator.reports.counts.base import span
from incubator.reports.counts.binding import Day, derived, pattern, summed
from incubator.reports.counts.members import members
from incubator.reports.indicators import figures
from incubator.reports.scope import Scope
from incubator.reports.splits import Split, split
from programs.cohorts.models import Enrolment
from tests.reports import world

SCOPE = Scope(date(2024, 1, 1), date(2024, 12, 31), (3, 5), 7)
MONTH = timedelta(days=31)


@pytest.fixture(autouse=True)
def nothing_is_compiled(monkeypatch):
    monkeypatch.setattr(binding, "_COMPILED", {})


def test_what_follows_from_a_promise_is_kept_for_each_scope():
    like = pattern(SCOPE)
    begin, end = span(like)

    assert begin.of(SCOPE) == midnight(date(2024, 1, 1))
    assert end.of(SCOPE) == midnight(date(2025, 1, 1))
    assert (like.last_day - MONTH).of(SCOPE) == date(2024, 11, 30)
    assert isinstance(derived(like.last_day, lambda day: day.replace(day=1)), Day)
    assert derived(date(2024, 5, 6), midnight) == midnight(date(2024, 5, 6))


@pytest.mark.django_db
def test_one_query_serves_scopes_of_the_same_shape_and_no_other():
    first, second = (world.cohort(starts=date(2024, 1, 8), ends=date(2024, 12, 20)) for _ in range(2))
    for of, number in ((first, 1), (second, 2)):
        for _ in range(number):
            world.enrolment(of, world.startup(), on=date(2024, 2, 1))
    days = (date(2024, 1, 1), date(2024, 12, 31))

    def present(*about):
        return summed(("present",), Scope(*days, *about), members, {"n": Count("pk")})["n"]

    assert [present((), one.pk) for one in (first, second, first)] == [1, 2, 1]
    assert [present((one.programme_id,)) for one in (second, first)] == [2, 1]
    assert present((first.programme_id, second.programme_id)) == present() == 3
    assert len({key[-2:] for key in binding._COMPILED}) == 4


@pytest.mark.django_db
def test_the_first_answer_and_those_that_follow_are_of_the_same_kind():
    cohort = world.cohort(starts=date(2024, 1, 8), ends=date(2024, 12, 20), state="closed")
    place = world.enrolment(cohort, world.startup(region="MA-06"), on=date(2024, 1, 8), region_at_entry="MA-06")
    half = world.period(cohort, date(2024, 1, 1), date(2024, 6, 30))
    world.statement(half, place, fte=2, revenue=9, grants=5, co2=3)
    scope = Scope(date(2024, 1, 1), date(2024, 12, 31))

    assert repr(figures(scope)) == repr(figures(scope))
    for by in (Split.REGION, Split.COHORT):
        assert repr(split("I14", scope, by)) == repr(split("I14", scope, by))


@pytest.mark.django_db
def test_a_day_that_follows_from_no_scope_is_refused():
    def rows(like):
        return Enrolment.objects.filter(enrolled_at__lt=timezone.now(), ended_on__lte=like.last_day)

    with pytest.raises(TypeError, match="follows from no scope"):
        summed(("odd",), SCOPE, rows, {"n": Count("pk")})
