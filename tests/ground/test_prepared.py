"""A prepared question answers as its queryset does, is compiled once, and refuses what would make it lie."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Count, F, QuerySet, Value
from django.utils import timezone, translation

from incubator.accounts.models import User
from incubator.demo import make
from incubator.moments import months_from
from incubator.prepared import MOMENTS, Prepared, prepared, question
from programs.partners.holidays import working_day
from startups.models import Membership, Startup

pytestmark = pytest.mark.django_db


def _of(person: int, startup: int) -> QuerySet[Membership]:
    return Membership.objects.filter(person=person, startup=startup).select_related("startup")


def test_it_gives_the_rows_of_its_queryset_with_what_belongs_to_them(django_assert_num_queries):
    startup = make.startup()
    owner = make.owner_of(startup)
    question = prepared(_of)

    with django_assert_num_queries(1):
        (seat,) = question(person=owner.pk, startup=startup.pk)
        assert seat.startup.name == startup.name

    assert [seat] == list(_of(owner.pk, startup.pk))
    assert question(owner.pk, startup.pk) == [seat]


def test_two_parameters_of_one_kind_are_told_apart():
    startup = make.startup()
    owner = make.owner_of(startup)
    question = prepared(_of)

    assert question(person=startup.pk + 10_000, startup=owner.pk + 10_000) == []
    assert len(question(person=owner.pk, startup=startup.pk)) == 1


def test_it_is_drawn_for_its_samples_only_whatever_the_number_of_visits():
    drawn = []

    def all_of(person: int) -> QuerySet[Membership]:
        drawn.append(person)
        return Membership.objects.filter(person=person)

    question = prepared(all_of)
    for person in (1, 2, 3):
        question(person=person)

    assert len(drawn) == len(MOMENTS)
    assert not {1, 2, 3} & set(drawn)


def test_annotations_values_and_slices_come_as_they_do_elsewhere():
    startup = make.startup()
    make.owner_of(startup)

    def counted(startup: int) -> QuerySet[Startup]:
        return (
            Startup.objects.filter(pk=startup).annotate(seats=Count("memberships"), word=Value("a")).order_by("pk")[:1]
        )

    def named(startup: int) -> QuerySet[Startup]:
        return Startup.objects.filter(pk=startup).values_list("name", F("pk"))

    (row,) = prepared(counted)(startup=startup.pk)
    assert (row.seats, row.word) == (startup.memberships.count(), "a")
    assert prepared(named)(startup=startup.pk) == [(startup.name, startup.pk)]


def test_related_rows_are_fetched_too(django_assert_num_queries):
    startup = make.startup()
    make.owner_of(startup)

    def whole(startup: int) -> QuerySet[Startup]:
        return Startup.objects.filter(pk=startup).prefetch_related("memberships")

    (row,) = prepared(whole)(startup=startup.pk)

    with django_assert_num_queries(0):
        seats = list(row.memberships.all())
    assert seats == list(startup.memberships.all())


@pytest.mark.parametrize("hour", ["00:10", "12:00", "23:50"])
def test_days_and_instants_as_far_from_a_parameter_each_time_move_with_it(hour):
    def told(now: datetime, today: date) -> tuple[str, list[Any]]:
        return "", [now, now - timedelta(hours=2), timezone.localdate(now), today + timedelta(days=7), 3, "a"]

    now = timezone.make_aware(datetime.fromisoformat(f"2026-03-30T{hour}"))
    asked = {"now": now, "today": date(2020, 2, 29)}

    asks = question(lambda samples: told(**samples), {"now": datetime, "today": date}, called="told")

    assert list(asks.values(asked)) == told(**asked)[1]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda now: months_from(now.date(), 1), id="a month later"),
        pytest.param(lambda now: now.date(), id="the day in another zone"),
        pytest.param(lambda now: working_day(timezone.localdate(now)), id="the next day of work"),
        pytest.param(lambda now: now.year, id="the year"),
        pytest.param(lambda now: [now], id="a list"),
    ],
)
def test_a_value_made_of_a_parameter_in_another_way_is_refused(made):
    with pytest.raises(TypeError, match="made of a parameter"):
        question(lambda samples: ("", [made(samples["now"])]), {"now": datetime}, called="odd")


def test_a_moment_that_is_no_parameter_is_refused():
    def today() -> QuerySet[User]:
        return User.objects.filter(joined_at__date=timezone.localdate())

    with pytest.raises(TypeError, match="for ever"):
        Prepared(today)()


def test_a_question_whose_words_follow_its_parameter_is_refused():
    def odd(most: int) -> QuerySet[User]:
        return User.objects.all()[:most]

    with pytest.raises(TypeError, match="changes with its parameters"):
        Prepared(odd)(most=3)


def test_each_language_has_a_draft_of_its_own():
    def said(pk: int) -> QuerySet[User]:
        return User.objects.filter(pk=pk).values_list(Value(translation.get_language() or ""), flat=True)

    person, question = make.person(), prepared(said)

    for language in ("fr", "ar", "fr"):
        with translation.override(language):
            assert question(pk=person.pk) == [language]
