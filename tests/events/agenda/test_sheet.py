"""Where things stand on a week's sheet, and how a month is spread."""

from datetime import UTC, date, datetime, timedelta

import pytest

from events.agenda.models import Event, Session
from events.agenda.sheet import MOST_A_DAY, month_sheet, week_of, week_sheet

HOUR = timedelta(hours=1)
MONDAY = date(2026, 11, 23)


def at(day, hour, *, hours=2.0, title="Atelier"):
    starts = datetime(2026, 11, day, tzinfo=UTC) + hour * HOUR
    return Session(
        event=Event(slug="e", title_fr=title, state="published"), starts_at=starts, ends_at=starts + hours * HOUR
    )


def places(*sessions):
    return [(one.column, one.row, one.span, len(one.items)) for one in week_sheet(MONDAY, sessions).blocks]


def test_half_hours_from_eight_to_eighteen():
    assert places(at(23, 8), at(25, 9.5), at(29, 16)) == [(1, 1, 4, 1), (3, 4, 4, 1), (7, 17, 4, 1)]


def test_what_overlaps_shares_a_block_and_what_follows_does_not():
    assert places(at(24, 9), at(24, 10), at(24, 12)) == [(2, 3, 6, 2), (2, 9, 4, 1)]


def test_an_evening_makes_the_sheet_count_in_hours():
    sheet = week_sheet(MONDAY, [at(24, 19), at(24, 7, hours=1)])

    assert [(one.row, one.span) for one in sheet.blocks] == [(4, 2), (16, 2)]
    assert sheet.hours[0] == (1, "4\xa0h\xa000")


@pytest.mark.parametrize(("hour", "hours"), [(23.5, 2), (0, 0.5), (17.9, 0.1)])
def test_nothing_falls_off_the_sheet(hour, hours):
    for one in week_sheet(MONDAY, [at(24, hour, hours=hours)]).blocks:
        assert 1 <= one.row <= one.row + one.span - 1 <= 20


def test_a_date_over_days_is_a_strip():
    sheet = week_sheet(MONDAY, [at(22, 9, hours=50)])

    assert (len(sheet.blocks), len(sheet.strips)) == (0, 1)


def test_a_crowded_day_of_a_month_names_three_and_counts_the_rest():
    sheet = month_sheet(date(2026, 11, 1), [at(24, 9) for _ in range(5)])
    day = sheet.days[23]

    assert (len(day.items), day.more) == (MOST_A_DAY, 2)
    assert (sheet.days[0].column, sheet.before, sheet.after) == (7, date(2026, 10, 1), date(2026, 12, 1))


def test_a_date_over_days_stands_on_each_of_them():
    days = month_sheet(date(2026, 11, 1), [at(23, 9, hours=39)]).days

    assert [bool(one.items) for one in days[21:25]] == [False, True, True, False]


def test_weeks_begin_on_monday():
    assert week_of(date(2026, 11, 29)) == (MONDAY, date(2026, 11, 30))
