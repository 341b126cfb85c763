"""Hours that never came, hours that came twice (domain.md 1.6; reliability.md B64 to B69)."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.utils import translation

from incubator.moments import MomentField, instant, shifted


class Closing(forms.Form):
    at = MomentField()


def typed(day, hour, fold=""):
    return Closing({"at_day": day, "at_hour": hour, "at_fold": fold})


@pytest.mark.parametrize(
    ("day", "hour", "in_utc"),
    [
        ("2026-03-01", "10:00", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("2026-06-01", "10:00", datetime(2026, 6, 1, 9, tzinfo=UTC)),
        ("2026-09-19", "12:00", datetime(2026, 9, 19, 11, tzinfo=UTC)),
        ("2026-09-20", "23:59", datetime(2026, 9, 20, 23, 59, tzinfo=UTC)),
        ("2026-11-23", "12:00", datetime(2026, 11, 23, 12, tzinfo=UTC)),
        ("18/12/2026", "23h59", datetime(2026, 12, 18, 23, 59, tzinfo=UTC)),
        ("١٨/١٢/٢٠٢٦", "٢٣:٥٩", datetime(2026, 12, 18, 23, 59, tzinfo=UTC)),
    ],
)
def test_wall_times_become_instants(day, hour, in_utc):
    form = typed(day, hour)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == in_utc


def test_a_doubled_hour_is_asked_about_and_then_understood():
    form = typed("2026-09-20", "01:30")

    assert not form.is_valid()
    assert form.errors.as_data()["at"][0].code == "ambiguous"
    assert "at_fold" in str(form["at"])
    first, second = typed("2026-09-20", "01:30", "0"), typed("2026-09-20", "01:30", "1")
    assert first.is_valid()
    assert second.is_valid()
    assert first.cleaned_data["at"] == datetime(2026, 9, 20, 0, 30, tzinfo=UTC)
    assert second.cleaned_data["at"] == datetime(2026, 9, 20, 1, 30, tzinfo=UTC)


def test_an_hour_that_never_came_is_refused():
    form = typed("2026-03-22", "02:30")

    assert not form.is_valid()
    assert form.errors.as_data()["at"][0].code == "nonexistent"


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ("0001-01-01", "10:00"),
        ("9999-12-31", "23:59"),
        ("2027-02-29", "10:00"),
        ("2026-12-18", ""),
        ("2026-12-18", "25:00"),
        ("", "10:00"),
        ("x", "y"),
        ("12/31/2026", "10:00"),
    ],
)
def test_malformed_moments_are_refused(day, hour):
    assert not typed(day, hour).is_valid()


def test_the_choice_between_two_is_drawn_only_when_there_are_two():
    with translation.override("fr"):
        assert "at_fold" not in str(typed("2026-12-18", "10:00")["at"])
        assert "at_fold" in str(Closing(initial={"at": datetime(2026, 9, 20, 1, 30, tzinfo=UTC)})["at"])


def test_a_moment_that_was_shown_and_posted_back_has_not_changed():
    at = datetime(2026, 12, 18, 23, 59, tzinfo=UTC)
    form = Closing({"at_day": "2026-12-18", "at_hour": "23:59", "at_fold": ""}, initial={"at": at})

    assert not form.has_changed()


def test_a_shifted_moment_keeps_its_wall_time():
    before = instant(date(2026, 9, 1), time(23, 59))

    assert shifted(before, date(2026, 10, 1)) == datetime(2026, 10, 1, 23, 59, tzinfo=UTC)
    assert before == datetime(2026, 9, 1, 22, 59, tzinfo=UTC)
