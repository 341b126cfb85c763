import pytest
from django.urls import reverse

from startups.models import Observation

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(company):
    return reverse("startups:startup_observe", args=[company.slug])


def test_facts_of_a_day_are_noted(company, cast, answers, looks, address):
    assert looks(address, cast.editor).status_code == 200

    answers(
        address,
        cast.editor,
        {
            "observed_on": "01/06/2026",
            "stage": "mvp",
            "trl": "5",
            "fte": "٢,٥",
            "revenue": "1 234 567,50",
            "source": "Bilan",
        },
    )

    company.refresh_from_db()
    assert (company.stage, company.trl) == ("mvp", 5)
    assert {str(seen.number or seen.text) for seen in Observation.objects.all()} == {
        "mvp",
        "5.00",
        "2.50",
        "1234567.50",
    }


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "at least one"),
        ({"trl": "10"}, "valid choice"),
        ({"fte": "-1"}, "greater than"),
        ({"fte": "NaN"}, "number"),
        ({"revenue": "1e309"}, "digits"),
        ({"fte": "1", "women_fte": "2"}, "more of them"),
        ({"trl": "3", "observed_on": "2090-01-01"}, "still to come"),
        ({"trl": "3", "observed_on": "0001-01-01"}, "1950"),
        ({"trl": "3", "observed_on": "9999-12-31"}, "1950"),
        ({"trl": "3", "observed_on": ""}, "required"),
    ],
)
def test_what_cannot_be_comes_back(cast, answers, address, values, told):
    response = answers(address, cast.editor, {"observed_on": "2026-06-01", **values})

    assert response.status_code == 422
    assert told in response.text
    assert not Observation.objects.exists()


@pytest.mark.parametrize(("who", "code"), [("reader", 403), ("companion", 403), ("stranger", 404), ("nobody", 302)])
def test_others_may_not(cast, answers, address, who, code):
    assert answers(address, getattr(cast, who, None)).status_code == code
