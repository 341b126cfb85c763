import pytest
from django.urls import reverse

from startups.actions import team
from startups.models import Startup

pytestmark = pytest.mark.django_db
TYPED = {
    "legal_form": "sarl",
    "name": "Chamsifroid",
    "kind": "startup",
    "sector": "SOL",
    "ice": "001561191000066",
    "rc_number": "7654321",
    "rc_court": "Casablanca",
    "city": "Casablanca",
    "phone": "+33 1 42 68 53 00",
    "tags": "biogaz، irrigation; froid, biogaz",
    "website": "chamsifroid.test",
    "founders": "٢",
    "women_founders": "1",
    "email": "Contact@Chamsifroid.test",
    "is_public": "on",
}


@pytest.fixture
def address(company):
    return reverse("startups:startup_edit", args=[company.slug])


def test_what_is_stored_stands_in_the_form_as_people_write_it(cast, looks, address):
    text = looks(address, cast.editor).text

    assert 'value="001 561 191 000 066"' in text
    assert 'value="05 22 99 88 77"' in text


def test_an_editor_saves_the_record(company, cast, answers, address):
    response = answers(address, cast.editor, TYPED)

    assert response.url == company.get_absolute_url()
    company.refresh_from_db()
    assert (company.phone, company.tags) == ("+33142685300", ["biogaz", "irrigation", "froid"])
    assert (company.website, company.founders, company.is_public) == ("https://chamsifroid.test", 2, True)
    assert company.email == "contact@chamsifroid.test"


def test_saving_what_is_shown_changes_nothing(company, cast, answers, address):
    answers(address, cast.editor, TYPED)
    company.refresh_from_db()
    before = Startup.objects.filter(pk=company.pk).values().get()

    answers(address, cast.editor, {**TYPED, "phone": company.phone_shown, "ice": company.ice_shown})

    assert Startup.objects.filter(pk=company.pk).values().get() == before


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"phone": "0422123456"}, "does not exist"),
        ({"email": "a@x.test, e@x.test"}, "one e-mail address"),
        ({"email": "аdmin@x.test"}, "plain letters"),
        ({"website": "javascript:alert(1)"}, "https://"),
        ({"website": "//evil"}, "https://"),
        ({"website": "data:text/html,x"}, "https://"),
        ({"founders": "1", "women_founders": "2"}, "more of them"),
        ({"founders": "-1"}, "greater than"),
        ({"founders": "1e3"}, "whole number"),
        ({"other_sectors": ["EAU", "BAT", "MOB"]}, "Two at most"),
        ({"other_sectors": ["SOL"]}, "main sector already"),
        ({"other_sectors": ["NOPE"]}, "valid choice"),
        ({"tags": ",".join("abcdefghi")}, "Eight tags"),
        ({"tags": "x" * 31}, "Eight tags"),
        ({"postal_code": "1" * 11}, "10"),
        ({"cnss": "abc"}, "digits only"),
        ({"legal_form": "nope", "name": ""}, "required"),
    ],
)
def test_what_cannot_be_comes_back(cast, answers, address, values, told):
    response = answers(address, cast.editor, {**TYPED, **values})

    assert response.status_code == 422
    assert told in response.text
    assert Startup.objects.filter(is_public=True).count() == 0


def test_somebody_elses_ice_is_refused_beside_its_field(company, cast, answers):
    other = Startup.objects.get(name="Voltarihla")
    address = reverse("startups:startup_edit", args=[other.slug])

    response = answers(address, cast.stranger, {**TYPED, "name": "Voltarihla", "website": "", "email": ""})

    assert response.status_code == 422
    assert "already on file" in response.text
    assert company.name not in response.text


def test_the_legal_form_can_be_changed(company, cast, answers, address):
    assert 'type="radio"' in answers(address + "?change", cast.editor).text
    assert 'name="rc_number"' not in answers(address + "?legal_form=association", cast.editor).text

    answers(address, cast.editor, {**TYPED, "legal_form": "association"})

    company.refresh_from_db()
    assert (company.legal_form, company.rc_number) == ("association", "")


def test_an_unknown_legal_form_is_asked_first(company, cast, answers, address):
    Startup.objects.filter(pk=company.pk).update(legal_form="")

    assert 'type="radio"' in answers(address, cast.editor).text


def test_extra_fields_are_ignored(company, cast, answers, address):
    answers(address, cast.editor, {**TYPED, "is_resident": "on", "slug": "mine", "trl": "9", "stage": "croissance"})

    company.refresh_from_db()
    assert (company.is_resident, company.slug, company.trl, company.stage) == (False, "chamsifroid", None, "")


@pytest.mark.parametrize(
    ("who", "code"), [("reader", 403), ("companion", 403), ("staff", 403), ("stranger", 404), ("nobody", 302)]
)
def test_others_may_not(cast, answers, address, who, code):
    assert answers(address, getattr(cast, who, None)).status_code == code
    # Somebody whose session ended gets the sign-in page with her text kept.
    assert answers(address, getattr(cast, who, None), TYPED).status_code == (401 if who == "nobody" else code)


def test_a_role_that_ended_during_a_long_form_gives_the_text_back(company, cast, client, address):
    client.force_login(cast.editor)
    client.get(address)
    team.change_role(company.pk, person=cast.editor, role="reader", by=cast.owner)

    response = client.post(address, {**TYPED, "pitch": "Une heure de travail."})

    assert response.status_code == 403
    assert "Une heure de travail." in response.text
    company.refresh_from_db()
    assert company.pitch == "Du froid solaire."


def test_the_form_costs_little(cast, costs, address):
    costs(address, cast.editor, 4)
