import pytest

from incubator.demo import make
from incubator.errors import Refused
from startups.actions import profile
from startups.queries import looks_like

pytestmark = pytest.mark.django_db


def test_a_branch_is_the_same_company(company):
    branch = next(
        number for number in (company.ice[:9] + f"0001{key:02d}" for key in range(100)) if int(number) % 97 == 0
    )

    (double,) = looks_like(name="Tout autre nom", ice=branch)

    assert (double.by, double.is_certain) == ("ice", True)


def test_the_same_register_number_counts_within_its_court_only(company):
    assert looks_like(rc_number="7654321", rc_court="Casablanca")[0].by == "rc"
    assert looks_like(rc_number="7654321", rc_court="Rabat") == []


@pytest.mark.parametrize(
    "name",
    [
        "Chamsifroid",
        "CHAMSI-FROID",
        "Chamsi Froid SARL",
        "Sté Chamsifroid",
        "Chamsifroide",
        "chamsifrôid Maroc",
        "Chamsifroid Solaire",
    ],
)
def test_a_name_that_is_equal_or_nearly_so_is_asked_about(company, name):
    (double,) = looks_like(name=name)

    assert (double.by, double.is_certain) == ("name", False)


@pytest.mark.parametrize("name", ["Chamsi", "Chamoisine", "Froid", "SARL", "", "Voltarihla"])
def test_other_names_are_other_companies(company, name):
    assert looks_like(name=name) == []


def test_a_former_name_still_tells_and_the_present_one_is_shown(company):
    profile.edit(company.pk, values={"name": "Atlas Cold"}, by=None)

    (double,) = looks_like(name="Chamsifroid")

    assert double.name == "Atlas Cold"


def test_arabic_names_are_compared_without_letter_variants():
    make.startup(name="فلاحة الشّمس")

    assert looks_like(name="فلاحه الشمس")


def test_a_startup_does_not_look_like_itself(company):
    assert looks_like(name="Chamsifroid", ice=company.ice, apart_from=company.pk) == []


def test_a_double_carries_name_and_city_and_nothing_else(company):
    (double,) = looks_like(ice=company.ice)

    assert vars(double) == {"pk": company.pk, "name": "Chamsifroid", "city": "Casablanca", "by": "ice"}


@pytest.mark.parametrize(
    ("values", "field"),
    [({"ice": "001561191000066"}, "ice"), ({"rc_number": "7654321", "rc_court": "casa"}, "rc_number")],
)
def test_a_certain_double_is_never_put_on_file(company, values, field):
    with pytest.raises(Refused, match="already on file") as refusal:
        profile.create(values={"name": "Autre", "legal_form": "sarl", **values}, by=make.person())

    assert refusal.value.field == field


def test_many_look_alikes_are_cut_short(company):
    for name in ("Chamsifroid 1", "Chamsifroid 2", "Chamsifroid 3", "Chamsifroid 4"):
        make.startup(name=name)

    assert len(looks_like(name="Chamsifroid")) == 3
