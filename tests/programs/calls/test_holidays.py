from datetime import date

import pytest

from programs.calls.holidays import is_working, working_day


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-01",
        "2026-01-14",
        "2026-03-20",
        "2026-10-31",
        "2026-11-18",
        "2027-05-17",
        "2027-08-20",
        "2026-11-21",
        "2026-11-22",
    ],
)
def test_offices_are_closed(day):
    assert not is_working(date.fromisoformat(day))


def test_the_next_working_day_follows_feasts_and_weekends():
    assert working_day(date(2026, 11, 6)) == date(2026, 11, 9)
    assert working_day(date(2027, 5, 15)) == date(2027, 5, 18)
    assert working_day(date(2026, 11, 23)) == date(2026, 11, 23)
