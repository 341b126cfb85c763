"""Which days a report tells of, and when a schedule is due: month ends, closed days, outages."""

from datetime import date

import pytest

from incubator.reports.snapshots.periods import Days, due_days, next_on
from incubator.reports.snapshots.states import Rule
from programs.partners.models import Holiday

M, Q = Rule.MONTHLY, Rule.QUARTERLY


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ((2026, 7, 1), (2026, 9, 30), ((2026, 4, 1), (2026, 6, 30))),
        ((2026, 1, 1), (2026, 12, 31), ((2025, 1, 1), (2025, 12, 31))),
        ((2026, 3, 1), (2026, 3, 31), ((2026, 2, 1), (2026, 2, 28))),
        ((2026, 3, 10), (2026, 3, 19), ((2026, 2, 28), (2026, 3, 9))),
    ],
)
def test_the_period_before_is_as_long_and_ends_on_the_eve(first, last, before):
    days = Days(date(*first), date(*last))

    assert days.before() == Days(date(*before[0]), date(*before[1]))
    assert days.is_as_long_as(days.before())


def test_a_month_is_not_as_long_as_a_quarter_nor_as_its_days():
    march = Days(date(2026, 3, 1), date(2026, 3, 31))

    assert march.is_as_long_as(Days(date(2026, 2, 1), date(2026, 2, 28)))
    assert not march.is_as_long_as(Days(date(2026, 1, 1), date(2026, 3, 31)))
    assert not march.is_as_long_as(Days(date(2026, 3, 2), date(2026, 4, 1)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "on_day", "after", "due"),
    [
        (M, 1, (2026, 9, 15), (2026, 10, 1)),
        (M, 31, (2026, 2, 2), (2026, 3, 2)),  # 28 February is a Saturday
        (M, 31, (2026, 4, 1), (2026, 4, 30)),
        (M, 1, (2026, 4, 30), (2026, 5, 4)),  # 1 May is a holiday, then comes a week-end
        (M, 31, (2026, 10, 31), (2026, 11, 2)),  # a Saturday moves into the month after
        (Q, 5, (2026, 11, 26), (2027, 1, 5)),
        (Q, 1, (2026, 12, 31), (2027, 1, 4)),  # new year's day is a Friday
    ],
)
def test_a_schedule_is_due_on_its_day_or_the_next_working_day(rule, on_day, after, due):
    assert next_on(rule, on_day, date(*after)) == date(*due)


@pytest.mark.django_db
def test_a_day_that_staff_close_moves_it_too():
    Holiday.objects.create(day=date(2026, 10, 1), name_fr="Inventaire")

    assert next_on(M, 1, date(2026, 9, 15)) == date(2026, 10, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "on_day", "today", "first", "last"),
    [
        (M, 1, (2026, 10, 1), (2026, 9, 1), (2026, 9, 30)),
        (M, 31, (2026, 11, 1), (2026, 8, 1), (2026, 8, 31)),  # 31 October is only due on 2 November
        (M, 31, (2026, 11, 2), (2026, 9, 1), (2026, 9, 30)),
        (Q, 1, (2026, 12, 24), (2026, 7, 1), (2026, 9, 30)),
        (Q, 1, (2027, 1, 2), (2026, 7, 1), (2026, 9, 30)),
        (Q, 1, (2027, 1, 4), (2026, 10, 1), (2026, 12, 31)),
    ],
)
def test_what_is_due_is_the_last_period_whose_day_has_come(rule, on_day, today, first, last):
    assert due_days(rule, on_day, date(*today)) == Days(date(*first), date(*last))
