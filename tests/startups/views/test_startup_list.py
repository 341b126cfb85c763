import pytest
from django.urls import reverse

from incubator.demo import make
from startups.states import Sector
from tests.startups.conftest import CANARIES

pytestmark = pytest.mark.django_db
PITCH = "ضخّ المياه بالطاقة الشمسية للفلاحين الصغار دون بطاريات، مع خدمة تتبع عن بعد وصيانة دورية." * 3


def page(looks, query="", user=None):
    return looks(reverse("startups:startup_list") + query, user)


def names(text):
    return [line.split("<bdi>")[1].split("<")[0] for line in text.splitlines() if 'class="fs-5"' in line]


@pytest.mark.parametrize("who", ["nobody", "owner", "companion", "staff", "stranger"])
def test_everybody_sees_the_same_public_cards_and_no_private_one(company, cast, looks, who):
    make.startup(name="Voltarihla public", is_public=True)

    text = page(looks, user=getattr(cast, who, None)).text

    assert names(text) == ["Voltarihla public"]
    assert not any(canary in text for canary in CANARIES)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=ENERGIE", ["Énergie Atlas"]),
        ("?q=فلاحه", ["فلاحة الشمس"]),
        ("?sector=EAU", ["Ouadi", "فلاحة الشمس"]),
        ("?region=MA-09", ["فلاحة الشمس"]),
        ("?sector=EAU&region=MA-04", ["Ouadi"]),
        ("?order=newest", ["فلاحة الشمس", "Ouadi", "Énergie Atlas"]),
        ("?order=name", ["Énergie Atlas", "Ouadi", "فلاحة الشمس"]),
        ("?q=%25", []),
        ("?q=nothing", []),
    ],
)
def test_search_filters_and_order(looks, query, found):
    make.startup(name="Énergie Atlas", sector="SOL", city="Rabat", is_public=True)
    make.startup(name="Ouadi", sector="EAU", city="Rabat", is_public=True)
    make.startup(name="فلاحة الشمس", sector="CIR", other_sectors=["EAU"], city="Agadir", is_public=True)

    assert names(page(looks, query).text) == found


@pytest.mark.parametrize(
    "query",
    [
        "?sector=NOPE",
        "?region=MA-99",
        "?order=user__password",
        "?sort=phone",
        "?ice__startswith=0",
        "?page=0",
        "?page=abc",
        "?page=1000000000",
        "?q=" + "x" * 5000,
        "?q=%ED%A0%80",
        "?q=" + "e%CC%81" * 20,
        "?sector=EAU&sector=SOL",
    ],
)
def test_odd_addresses_are_answered_with_a_page(looks, query):
    make.startup(is_public=True)

    assert page(looks, query).status_code == 200


def test_a_null_byte_is_a_bad_request(client):
    assert client.get(reverse("startups:startup_list") + "?q=%00").status_code == 400


def test_a_hidden_field_is_no_oracle(company, looks):
    make.startup(name="Chamsi public", legal_form="sarl", ice=make.ice(99), email="canary@chamsi.test", is_public=True)

    for typed in (make.ice(99), "canary", company.name):
        assert names(page(looks, f"?q={typed}").text) == []


@pytest.mark.parametrize("rows", [1, 3, 50])
@pytest.mark.parametrize(("who", "queries"), [("nobody", 2), ("stranger", 4)])
def test_the_page_costs_the_same_for_any_number_of_rows(cast, costs, rows, who, queries):
    for i in range(rows):
        make.startup(name=f"Card {i:02d}", is_public=True)

    text = costs(reverse("startups:startup_list"), getattr(cast, who, None), queries).text

    assert len(names(text)) == rows


def test_a_row_is_light_and_a_full_page_too(looks):
    for i in range(51):
        make.startup(
            name=f"شركة الطاقة والماء {i:02d}", city="Casablanca", sector=Sector.EFF, pitch=PITCH[:300], is_public=True
        )

    text = page(looks).text

    rows = [line for line in text.splitlines() if 'class="fs-5"' in line]
    assert len(rows) == 50
    assert max(len(row.encode()) for row in rows) <= 600
    assert len(text.encode()) <= 45_000
    assert 'rel="next"' in text


def test_the_page_is_read_only(client):
    assert client.post(reverse("startups:startup_list")).status_code == 405
