"""Dates, hours and amounts as people say them (domain.md 1.4 and 1.6). The words of months come from the catalogues."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from incubator import spoken

CLOSING = datetime(2026, 12, 18, 23, 59, tzinfo=UTC)
NB, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", f"vendredi 18{NB}décembre{NB}2026 à 23{NB}h{NB}59"),
        ("en", "Friday 18 December 2026 at 23:59"),
        ("ar", "الجمعة 18 دجنبر 2026 على الساعة 23:59"),
    ],
)
def test_a_moment_is_told_in_the_time_of_casablanca(language, said):
    with translation.override(language):
        assert spoken.moment(CLOSING) == said


def test_summer_before_the_change_of_law_was_an_hour_later():
    with translation.override("en"):
        assert spoken.moment(datetime(2026, 6, 1, 9, 0, tzinfo=UTC)) == "Monday 1 June 2026 at 10:00"


def test_the_first_of_a_month_is_the_first_in_french():
    with translation.override("fr"):
        assert spoken.day(date(2027, 2, 1)) == f"1er{NB}février{NB}2027"
        assert spoken.day(date(2027, 2, 11)) == f"11{NB}février{NB}2027"


@pytest.mark.parametrize(
    ("month", "name"), [(5, "ماي"), (7, "يوليوز"), (8, "غشت"), (9, "شتنبر"), (11, "نونبر"), (12, "دجنبر")]
)
def test_arabic_months_are_those_of_morocco(month, name):
    with translation.override("ar"):
        assert spoken.day(date(2026, month, 3)) == f"3 {name} 2026"
        assert name in spoken.brief(date(2026, month, 3))


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", f"1{THIN}234{THIN}567,50{NB}MAD"), ("en", "1,234,567.50 MAD"), ("ar", f"1.234.567,50{NB}د.م.")],
)
def test_amounts_follow_the_language(language, said):
    with translation.override(language):
        assert spoken.dirhams(Decimal("1234567.5")) == said


def test_whole_amounts_show_no_centimes():
    with translation.override("fr"):
        assert spoken.dirhams(200000) == f"200{THIN}000{NB}MAD"
        assert spoken.number(12) == "12"
