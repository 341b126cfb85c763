import pytest
from django.urls import reverse

from incubator.demo import make
from startups.models import Membership, Startup
from tests.startups.conftest import CANARIES

pytestmark = pytest.mark.django_db
TYPED = {"legal_form": "sarl", "name": "Voltarihla", "kind": "startup", "sector": "MOB", "city": "rabat"}


@pytest.fixture
def post(answers, stranger):
    def send(**values):
        return answers(reverse("startups:startup_new"), stranger, {**TYPED, **values})

    return send


def test_the_legal_form_is_asked_first(looks, stranger):
    text = looks(reverse("startups:startup_new"), stranger).text

    assert 'name="legal_form"' in text
    assert 'name="ice"' not in text


@pytest.mark.parametrize(
    ("legal_form", "asked"),
    [
        ("non_creee", set()),
        ("auto_entrepreneur", {"ice"}),
        ("association", {"ice"}),
        ("sarl", {"ice", "rc_number", "rc_court"}),
    ],
)
def test_only_what_exists_is_asked(answers, stranger, legal_form, asked):
    text = answers(reverse("startups:startup_new") + f"?legal_form={legal_form}", stranger).text

    assert {name for name in ("ice", "rc_number", "rc_court") if f'name="{name}"' in text} == asked


@pytest.mark.parametrize("odd", ["nope", "", "sarl'--", "%00x"])
def test_an_invented_legal_form_asks_again(answers, stranger, odd):
    if odd == "%00x":
        assert answers(reverse("startups:startup_new") + "?legal_form=%00", stranger).status_code == 400
    else:
        assert 'type="radio"' in answers(reverse("startups:startup_new") + f"?legal_form={odd}", stranger).text


def test_a_company_is_put_on_file_with_what_is_true_today(post, stranger):
    response = post(
        ice="00 15 61 19 10 00 066", rc_number="٤١٢", rc_court="casa", stage="mvp", trl="4", pitch="Deux phrases."
    )

    startup = Startup.objects.get(name="Voltarihla")
    assert response.url == startup.get_absolute_url()
    assert (startup.ice, startup.rc_number, startup.rc_court) == ("001561191000066", "412", "Casablanca")
    assert (startup.city, startup.region, startup.stage, startup.trl) == ("Rabat", "MA-04", "mvp", 4)
    assert Membership.objects.get(startup=startup).person == stranger


def test_unusual_numbers_are_kept_with_a_warning(post, client):
    page = client.get(post(tax_id="123").url).text

    assert Startup.objects.get().tax_id == "123"
    assert "usually there are 7 or 8" in page


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name": ""}, "required"),
        ({"name": " \u00a0\u200b"}, "required"),
        ({"name": "\u200b"}, "required"),
        ({"name": "x" * 121}, "120"),
        ({"name": "win at https://evil.test"}, "no web"),
        ({"name": "e" + "\u0301" * 20}, "marks"),
        ({"sector": "NOPE"}, "valid choice"),
        ({"kind": "unicorn"}, "valid choice"),
        ({"ice": "1561191000066"}, "001\u00a0561\u00a0191\u00a0000\u00a0066"),
        ({"ice": "001561191000065"}, "do not follow"),
        ({"rc_number": "412"}, "Name the court"),
        ({"city": "Agadir", "region": "MA-04"}, "in the region"),
        ({"founded_on": "2999-01-01"}, "1950 and 2100"),
        ({"founded_on": "2090-01-01"}, "still to come"),
        ({"founded_on": "30/02/2024"}, "valid date"),
        ({"pitch": "é" * 301}, "300"),
        ({"trl": "12"}, "valid choice"),
    ],
)
def test_what_cannot_be_comes_back_with_a_reason_and_what_was_typed(post, values, told):
    response = post(**{"pitch": "Ce que j’ai tapé.", **values})

    assert response.status_code == 422
    assert told in response.text
    assert Startup.objects.count() == 0
    if "pitch" not in values:
        assert "Ce que j’ai tapé." in response.text


@pytest.mark.parametrize(
    "name", ["م" * 120, "🌞" * 120, "<script>alert(1)</script>", "{{7*7}}", "ⵣⵉⵏⵉⵜ", "O'Brien & Söhne \u202egnp.exe"]
)
def test_odd_names_are_stored_and_shown_literally(post, client, name):
    if "/" in name:
        assert post(name=name).status_code == 422
        return
    page = client.get(post(name=name).url).text

    assert Startup.objects.get().name == name.replace("\u202e", "")
    assert "49" not in page.split("<h1>")[1].split("</h1>")[0]


def test_extra_fields_are_ignored(post):
    post(slug="mine", is_public="on", is_resident="on", uid="x", search_key="x")

    startup = Startup.objects.get()
    assert (startup.slug, startup.is_public, startup.is_resident) == ("voltarihla", False, False)


@pytest.mark.parametrize(
    "known", [{"ice": "001561191000066"}, {"rc_number": "7654321", "rc_court": "casa"}, {"name": "Chamsi Froid"}]
)
def test_a_company_on_file_is_offered_to_join_and_tells_nothing_more(company, post, known):
    response = post(**known)

    assert response.status_code == 422
    assert "/startups/join/" in response.text
    assert company.name in response.text
    shown = response.text.replace("001561191000066", "").replace("7654321", "")
    assert not any(canary in shown for canary in CANARIES)
    assert "Owner Canary" not in shown
    assert company.slug + "/" not in shown
    assert Startup.objects.count() == 1


def test_another_company_of_a_like_name_is_believed(company, post):
    assert post(name="Chamsi Froid", is_another="on").status_code == 302


def test_another_company_of_the_same_ice_is_not(company, post):
    response = post(name="Autre", ice=company.ice, is_another="on")

    assert response.status_code == 422
    assert 'name="is_another"' not in response.text


def test_a_double_click_files_it_once(post):
    assert post().url == post(is_another="on").url
    assert Startup.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "followed"),
    [
        ("/en/calls/", True),
        ("//evil.test/", False),
        ("https://evil.test", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_whoever_came_on_the_way_to_somewhere_goes_on_there(answers, stranger, wanted, followed):
    address = reverse("startups:startup_new") + f"?next={wanted}"
    chooser = answers(address, stranger).text
    assert (f'name="next" value="{wanted}"' in chooser) == bool(wanted)

    response = answers(address, stranger, TYPED)

    assert response.url == (wanted if followed else Startup.objects.get().get_absolute_url())


def test_nobody_is_asked_to_sign_in(answers):
    assert answers(reverse("startups:startup_new")).status_code == 302


def test_the_form_costs_little(costs, stranger):
    make.startup()
    costs(reverse("startups:startup_new") + "?legal_form=sarl", stranger, 2)
