from datetime import date

import pytest
from django.utils.translation import override

from incubator.demo import make
from programs.partners.holidays import ClosingDays, is_working, named, working_day
from programs.partners.models import Holiday
from programs.partners.states import HolidayKind

pytestmark = pytest.mark.django_db


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


def test_a_feast_is_named_in_the_language_of_the_page():
    throne = date(2027, 7, 30)
    for language, name in (("fr", "Fête du Trône"), ("ar", "عيد العرش"), ("en", "Throne Day")):
        with override(language):
            assert named([throne, date(2027, 7, 28)]) == {throne: name}


def test_staff_add_move_and_cancel_days_without_a_release():
    announced, estimated = date(2027, 5, 18), date(2027, 5, 16)
    Holiday.objects.create(day=announced, name_fr="Aïd al-Adha")
    Holiday.objects.create(day=date(2027, 5, 17), name_fr="Aïd al-Adha")
    Holiday.objects.create(day=estimated, kind=HolidayKind.CANCELLED)

    assert named([announced, estimated]) == {announced: "Aïd al-Adha"}
    assert working_day(date(2027, 5, 17)) == date(2027, 5, 19)


def test_a_site_has_closing_days_of_its_own():
    casablanca, rabat = make.site(city="Casablanca"), make.site(city="Rabat")
    day = date(2026, 12, 3)
    Holiday.objects.create(day=day, site=rabat, name_fr="Travaux")

    assert ClosingDays.between(day, day, site=rabat).name(day) == "Travaux"
    assert ClosingDays.between(day, day, site=casablanca).is_working(day)
    assert is_working(day)


def test_many_days_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        named(date(2027, month, 1) for month in range(1, 13))
