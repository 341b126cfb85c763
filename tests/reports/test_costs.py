"""What figures, splits and lists cost: the same for few and for many, and no row is loaded to be counted."""

from datetime import date

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from incubator.demo import make
from incubator.reports.behind import behind
from incubator.reports.indicators import figures
from incubator.reports.scope import Scope
from incubator.reports.splits import Split, split
from tests.reports import world

pytestmark = pytest.mark.django_db

YEAR = Scope(date(2024, 1, 1), date(2024, 12, 31))


def startups(number):
    cohort = world.cohort(starts=date(2024, 1, 8), ends=date(2024, 12, 20), state="closed")
    half, coaching, call = (
        world.period(cohort, date(2024, 1, 1), date(2024, 6, 30)),
        world.service(),
        make.call(of=cohort),
    )
    site = make.site()
    for _ in range(number):
        who = world.startup(region="MA-06")
        place = world.enrolment(cohort, who, on=date(2024, 1, 8), region_at_entry="MA-06")
        world.statement(half, place, fte=2, revenue=9, grants=5)
        world.booking(who, coaching, on=date(2024, 3, 4), site=site)
        world.application(call, who, on=date(2024, 1, 2))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_all_figures_are_ten_queries(number, django_assert_num_queries):
    startups(number)

    with django_assert_num_queries(10):
        told = figures(YEAR)

    assert told["I05"].value == told["I12"].base == number


@pytest.mark.parametrize(
    ("code", "by", "most"), [("I12", "region", 1), ("I01", "cohort", 2), ("I05", "site", 3), ("I16", "instrument", 1)]
)
def test_a_split_is_one_query_and_one_for_names(code, by, most):
    costs = []
    for number in (1, 3):
        startups(number)
        with CaptureQueriesContext(connection) as asked:
            assert split(code, YEAR, Split(by))
        costs.append(len(asked))

    assert costs == [most, most]


@pytest.mark.parametrize("code", ["I01", "I05", "I08", "I12", "I16"])
def test_a_list_is_one_query(code, django_assert_num_queries):
    startups(3)

    with django_assert_num_queries(1):
        behind(code, YEAR)


def test_nothing_is_loaded_to_be_counted():
    startups(3)
    loaded = []

    def note(sender, **_more):
        loaded.append(sender)

    post_init.connect(note)
    try:
        figures(YEAR)
        split("I12", YEAR, Split.REGION)
    finally:
        post_init.disconnect(note)

    assert loaded == []
