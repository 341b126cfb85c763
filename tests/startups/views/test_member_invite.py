import pytest
from django.urls import reverse

from incubator.demo import make
from startups.models import Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(company):
    return reverse("startups:member_invite", args=[company.slug])


def test_an_owner_invites(company, cast, answers, looks, address):
    assert looks(address, cast.owner).status_code == 200

    response = answers(address, cast.owner, {"email": " Salma@Exemple.TEST ", "role": "reader"})

    assert response.url == reverse("startups:startup_team", args=[company.slug])
    invitation = Invitation.objects.get(state="pending")
    assert (invitation.email, invitation.role) == ("salma@exemple.test", "reader")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"email": ""}, "required"),
        ({"email": "salma"}, "one e-mail address"),
        ({"email": "a@x.test, e@x.test"}, "one e-mail address"),
        ({"email": "a@x.test\r\nBcc: e@x.test"}, "one e-mail address"),
        ({"email": "ѕalma@exemple.test"}, "plain letters"),
        ({"email": "owner@exemple.test"}, "already in the team"),
        ({"email": "twice@exemple.test"}, "waiting for an answer"),
        ({"role": "boss"}, "valid choice"),
    ],
)
def test_what_cannot_be_comes_back(company, cast, answers, address, values, told):
    make.invitation(of=company, email="twice@exemple.test")

    response = answers(address, cast.owner, {"email": "salma@exemple.test", "role": "editor", **values})

    assert response.status_code == 422
    assert told in response.text
    assert Invitation.objects.filter(state="pending").count() == 1


def test_a_letter_that_looks_like_another_is_taken_for_what_it_means(cast, answers, address):
    """The Kelvin sign becomes a k: the invitation is bound to the address that the mail goes to."""
    answers(address, cast.owner, {"email": "\u212aarim@exemple.test", "role": "editor"})

    assert Invitation.objects.get(state="pending").email == "karim@exemple.test"


@pytest.mark.parametrize(
    ("who", "code"),
    [("editor", 403), ("reader", 403), ("companion", 403), ("staff", 403), ("stranger", 404), ("nobody", 302)],
)
def test_others_may_not(cast, answers, address, who, code):
    assert answers(address, getattr(cast, who, None)).status_code == code
