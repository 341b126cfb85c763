"""Rules common to all indicators (domain.md 2.2): civil days, once each, as of entry, at the stored rate, overlapping periods."""

from datetime import UTC, date, datetime, timedelta

import pytest

from incubator.demo import make
from incubator.reports.behind import behind
from incubator.reports.indicators import figures
from incubator.reports.scope import Scope
from incubator.reports.splits import Split, split
from programs.statements.models import Value
from services.bookings.models import Booking
from startups.models import Startup
from tests.reports import world

pytestmark = pytest.mark.django_db

YEAR = Scope(date(2024, 1, 1), date(2024, 12, 31))


def cohort(of=None):
    return world.cohort(of, starts=date(2024, 1, 8), ends=date(2024, 12, 20))


def entered(of, who=None, **entry):
    return world.enrolment(of, who or world.startup(), on=date(2024, 1, 8), **entry)


@pytest.mark.parametrize(
    ("begins", "counts"),
    [
        (datetime(2023, 12, 31, 23, 0, tzinfo=UTC), 1),  # midnight in Casablanca, one hour ahead in that winter
        (datetime(2023, 12, 31, 22, 59, tzinfo=UTC), 0),
        (datetime(2024, 12, 31, 22, 59, tzinfo=UTC), 1),
        (datetime(2024, 12, 31, 23, 0, tzinfo=UTC), 0),
    ],
)
def test_a_period_is_of_days_in_casablanca_both_included(begins, counts):
    place = entered(cohort())
    met = world.booking(place.startup, world.service(), on=date(2024, 5, 1))
    Booking.objects.filter(pk=met.pk).update(starts_at=begins, ends_at=begins + timedelta(minutes=1))

    told = figures(YEAR)

    assert (told["I05"].value, told["I07"].value) == (counts, counts)


def test_a_company_counts_once_by_the_nine_digits_of_its_ice():
    first = world.startup(ice="001234567000011")
    second = world.startup(ice="001234567000029", merged_into=first, merged_at=world.noon(YEAR.last_day))
    entered(cohort(), first, founders_at_entry=1, women_at_entry=1)
    entered(cohort(), second, founders_at_entry=1, women_at_entry=0)

    told = figures(YEAR)["I03"]

    assert (told.value, told.base) == (100, 1)


def test_in_two_programmes_a_startup_counts_in_both_cells_and_once_in_the_whole():
    startup = world.startup()
    for _ in range(2):
        entered(cohort(), startup)
    world.booking(startup, world.service(), on=date(2024, 5, 1))

    cells = split("I05", YEAR, Split.PROGRAMME)

    assert [part.figure.value for part in cells] == [1, 1]
    assert figures(YEAR)["I05"].value == 1


def test_what_changes_after_entry_changes_no_split():
    place = entered(cohort(), region_at_entry="MA-01", founders_at_entry=2, women_at_entry=1)
    world.booking(place.startup, world.service(), on=date(2024, 5, 1))
    Startup.objects.filter(pk=place.startup_id).update(region="MA-06", founders=2, women_founders=0)

    assert [part.key for part in split("I05", YEAR, Split.REGION)] == ["MA-01"]
    assert [part.key for part in split("I05", YEAR, Split.WOMEN_LED)] == ["yes"]


def test_half_of_an_odd_number_of_founders_is_no_whole_number():
    place = entered(cohort(), founders_at_entry=3, women_at_entry=1)

    assert figures(YEAR)["I03"].value == 0
    assert behind("I03", YEAR) == []
    place.women_at_entry = 2
    place.save()
    assert [one.startup_name for one in behind("I03", YEAR)] == [place.startup.name]


def test_money_counts_at_the_rate_of_its_statement():
    place = entered(cohort())
    told = world.statement(world.period(place.cohort, date(2024, 1, 8), date(2024, 12, 31)), place, revenue=100)
    Value.objects.filter(statement=told).update(in_mad=1080)

    assert figures(YEAR)["I14"].value == 1080


def test_a_year_is_not_added_to_its_halves():
    place = entered(cohort())
    for first, last, grants in [(1, 6, 10), (7, 12, 20), (1, 12, 31)]:
        days = (date(2024, first, 1), date(2024, last, 30 if last == 6 else 31))
        world.statement(world.period(place.cohort, *days), place, grants=grants)

    assert figures(YEAR)["I16"].value == 31
    assert figures(Scope(date(2024, 1, 1), date(2024, 6, 30)))["I16"].value == 10


def test_who_left_for_another_programme_is_no_loss():
    one = world.cohort(starts=date(2024, 1, 8), ends=date(2024, 12, 20), state="closed")
    moved = entered(one, state="left", until=date(2024, 6, 1))
    world.enrolment(cohort(), moved.startup, on=date(2024, 6, 20))
    entered(one, state="left", until=date(2024, 6, 1))
    entered(one, state="graduated", until=date(2024, 12, 20))

    told = figures(Scope(YEAR.first_day, YEAR.last_day, (), one.pk))["I09"]

    assert (told.value, told.base, told.part("transferred")) == (50, 2, 1)


def test_a_cell_that_does_not_exist_has_an_empty_list():
    entered(cohort())

    assert behind("I12", YEAR, key=(Split.COHORT, "nonsense")) == []
    assert behind("I16", YEAR, key=(Split.INSTRUMENT, "nonsense")) == []


def test_an_indicator_is_not_split_by_what_makes_no_sense():
    with pytest.raises(ValueError, match="I06"):
        split("I06", YEAR, Split.REGION)


def test_founders_and_legal_form_are_kept_on_the_day_of_entry():
    startup = make.startup(founders=2, women_founders=1, young_founders=0, legal_form="sarl", ice=make.ice(777))
    place = make.enrolment(who=startup)

    kept = (place.founders_at_entry, place.women_at_entry, place.young_at_entry, place.legal_form_at_entry)
    assert kept == (2, 1, 0, "sarl")
