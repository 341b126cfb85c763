import pytest

from startups.lists import CITIES, REGION_NAMES, TRL_WORDS, cities, find_city, find_region
from startups.states import Region


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Oriental", "MA-02"),
        ("L'Oriental", "MA-02"),
        ("l’oriental", "MA-02"),
        ("الشرق", "MA-02"),
        ("tanger tetouan al hoceima", "MA-01"),
        ("Laayoune - Sakia El Hamra", "MA-11"),
        ("الدار البيضاء سطات", "MA-06"),
        ("ma-09", "MA-09"),
        ("Île-de-France", ""),
        ("", ""),
    ],
)
def test_a_region_is_found_in_any_spelling(typed, code):
    assert find_region(typed) == code


@pytest.mark.parametrize(
    ("typed", "city", "code"),
    [
        ("hoceima", "Al Hoceïma", "MA-01"),
        ("JADIDA", "El Jadida", "MA-06"),
        ("Laayoune", "Laâyoune", "MA-11"),
        ("مراكش", "Marrakech", "MA-07"),
        ("Taroudannt", "Taroudant", "MA-09"),
        ("es semara", "Es-Semara", "MA-11"),
        ("Zürich", "Zürich", ""),
    ],
)
def test_a_city_is_found_in_any_spelling_and_named_in_ours(typed, city, code):
    assert find_city(typed) == (city, code)


def test_twelve_regions_each_with_cities_and_names():
    assert set(CITIES) == set(REGION_NAMES) == set(Region.values)


def test_every_city_is_found_by_its_own_name_in_its_own_region():
    assert [(city, code) for city, code in cities() if find_city(city) != (city, code)] == []


def test_cities_of_the_region_in_hand_come_first():
    assert cities("MA-12")[0] == ("Dakhla", "MA-12")
    assert len(cities("MA-12")) == len(cities())


def test_the_scale_has_nine_levels():
    assert list(TRL_WORDS) == list(range(1, 10))
