"""The worked example of the programme's indicators, to the last digit, and a slow obvious version beside each on random data."""

import random
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

import pytest

from incubator.demo import make
from incubator.reports import figures
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState as E
from programs.partners.models import Cohort
from programs.partners.states import CohortState
from programs.statements.measures import MEASURES
from programs.statements.models import Period, Statement, Value
from startups.models import Startup

pytestmark = pytest.mark.django_db

#: founders, women, young · region · how it ended · FTE at entry, latest, women · revenue the year before, the last · TRL at entry, latest
EXAMPLE = [
    ((2, 1, 1), "MA-06", E.GRADUATED, (2, 5, 2), (0, 420000), (4, 7)),
    ((3, 1, 2), "MA-04", E.GRADUATED, (1, 4, 1), (0, 95000), (3, 6)),
    ((2, 2, 1), "MA-09", E.GRADUATED, (1, 1, 1), (0, 0), (3, 5)),
    ((3, 2, 1), "MA-07", E.GRADUATED, (4, 9, 4), (310000, 880000), (5, 7)),
    ((2, 1, 0), "MA-01", E.LEFT, (3, None, None), (60000, None), (4, 5)),
    ((1, 0, 1), "MA-02", E.EXCLUDED, (1, None, None), (0, None), (3, 4)),
]


def played(rows):
    """A cohort that has ended, and its statements: of graduates only."""
    cohort = make.cohort()
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.CLOSED)
    last = date(2026, 6, 30)
    when = {"first_day": date(2026, 1, 1), "last_day": last, "due_on": last + timedelta(days=30)}
    period = Period.objects.create(cohort=cohort, title_fr="S1", **when)
    for people, region, state, staff, sales, trl in rows:
        startup = make.startup()
        told = dict(zip(("founders", "women_founders", "young_founders"), people, strict=True))
        Startup.objects.filter(pk=startup.pk).update(**told)
        entry = {"fte_at_entry": staff[0], "revenue_at_entry": sales[0], "trl_at_entry": trl[0]}
        place = Enrolment.objects.create(cohort=cohort, startup=startup, state=state, region_at_entry=region, **entry)
        make.observation(of=startup, value=trl[1], on=last)
        if staff[1] is not None:
            declare(period, place, fte=staff[1], women_fte=staff[2], revenue=sales[1])
    return cohort, period


def declare(period, place, **given):
    made = Statement.objects.create(period=period, enrolment=place, startup=place.startup, state="verified")
    Value.objects.bulk_create(
        Value(
            statement=made,
            measure=one.code,
            number=given.get(one.code),
            in_mad=given.get(one.code) if one.is_money else None,
        )
        for one in MEASURES
    )


def found(rows):
    return {one.code: one for one in figures.cohort_figures(*played(rows))}


def test_the_worked_example_agrees_to_the_last_digit():
    told = found(EXAMPLE)

    assert (told["I03"].value, told["I03"].part("led")) == (Decimal("66.7"), 4)
    assert (told["I04"].value, told["I04"].part("led")) == (Decimal("66.7"), 4)
    assert (told["I06"].value, told["I06"].part("regions")) == (Decimal("66.7"), 6)
    assert told["I09"].value == Decimal("66.7")
    assert (told["I12"].value, told["I12"].part("women"), told["I12"].part("women_share")) == (19, 8, Decimal("42.1"))
    assert (told["I12"].base, told["I12"].expected) == (4, 6)
    assert told["I13"].value == 11
    assert (told["I14"].value, told["I14"].part("median")) == (1395000, 257500)
    assert (told["I15"].value, told["I15"].base, told["I15"].is_public) == (Decimal("183.9"), 1, False)
    assert (told["I19"].value, told["I19"].part("gained_share")) == (Decimal("2.50"), 100)


def test_a_second_example_written_by_hand_with_losses_and_gaps():
    told = found(
        [
            ((None, None, None), "", E.GRADUATED, (4, 2, 0), (100, 150), (5, 5)),
            ((2, 0, 2), "MA-06", E.GRADUATED, (None, 3, 3), (200, 100), (None, 6)),
            ((4, 2, None), "MA-06", E.LEFT, (1, 1, None), (50, 50), (2, 4)),
        ]
    )

    assert (told["I03"].value, told["I03"].base, told["I03"].coverage) == (50, 2, Decimal("66.7"))
    assert (told["I04"].value, told["I04"].base) == (100, 1)
    assert (told["I06"].value, told["I06"].base) == (0, 2)
    assert told["I09"].value == Decimal("66.7")
    assert (told["I12"].value, told["I12"].part("women")) == (6, 3)
    assert (told["I13"].value, told["I13"].base) == (-2, 2)
    assert (told["I15"].value, told["I15"].base, told["I15"].is_public) == (0, 3, True)
    assert (told["I19"].value, told["I19"].base) == (0, 1)


def test_nothing_reported_is_undefined_and_never_zero():
    told = found([((2, 1, 1), "MA-01", E.LEFT, (None, None, None), (None, None), (None, 4))])

    assert [told[code].value for code in ("I12", "I13", "I14", "I15", "I19")] == [None] * 5
    assert [told[code].base for code in ("I12", "I14")] == [0, 0]


@pytest.mark.parametrize("seed", range(6))
def test_the_database_counts_what_a_slow_and_obvious_version_counts(seed):
    dice = random.Random(seed)  # noqa: S311 -- dice, not secrets

    def maybe(low, high):
        return None if dice.random() < 0.25 else dice.randint(low, high)

    rows = []
    for _ in range(dice.randint(1, 9)):
        founders = maybe(1, 4)
        parts = (None, None) if founders is None else (dice.randint(0, founders), dice.randint(0, founders))
        fte = maybe(0, 12)
        women = None if fte is None or dice.random() < 0.25 else dice.randint(0, fte)
        rows.append(
            (
                (founders, *parts),
                dice.choice(["", "MA-01", "MA-04", "MA-06", "MA-09"]),
                dice.choice([E.GRADUATED, E.LEFT, E.EXCLUDED]),
                (maybe(0, 12), fte, women),
                (maybe(0, 3) and dice.randint(1, 9) * 1000, maybe(0, 9) and dice.randint(0, 9) * 1000),
                (maybe(1, 6), dice.randint(1, 9)),
            )
        )

    told, slow = found(rows), obvious(rows)

    assert {code: one.value for code, one in told.items()} == slow


def obvious(rows):
    def percent(part, whole):
        return figures.rounded(Decimal(100) * part / whole) if whole else None

    known = [people for people, *_ in rows if people[0]]
    places = [region for _p, region, *_ in rows if region]
    said = [row for row in rows if row[3][1] is not None]
    both = [row for row in said if row[3][0] is not None]
    sold = [row[4] for row in said if row[4][1] is not None]
    grown = [Decimal(100) * (now - was) / was for was, now in sold if was]
    out = [row for row in rows if row[2] == E.GRADUATED]
    gains = [now - was for was, now in (row[5] for row in out) if was is not None]
    return {
        "I03": percent(sum(w * 2 >= n for n, w, _y in known), len(known)),
        "I04": percent(sum(y * 2 >= n for n, _w, y in known), len(known)),
        "I06": percent(sum(p not in {"MA-04", "MA-06"} for p in places), len(places)),
        "I09": percent(len(out), len(rows)),
        "I12": sum(row[3][1] for row in said) if said else None,
        "I13": sum(row[3][1] - row[3][0] for row in both) if both else None,
        "I14": sum(now for _was, now in sold) if sold else None,
        "I15": figures.rounded(median(grown)) if grown else None,
        "I19": figures.rounded(Decimal(sum(gains)) / len(gains), Decimal("0.01")) if gains else None,
    }


def test_each_figure_is_one_query(django_assert_max_num_queries):
    cohort, period = played(EXAMPLE)

    with django_assert_max_num_queries(17):
        figures.cohort_figures(cohort, period)
