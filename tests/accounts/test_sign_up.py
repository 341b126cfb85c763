import pytest

from incubator.accounts.entrance import forms
from incubator.accounts.models import Consent, Notice, User
from incubator.demo import make
from incubator.outbox.models import Letter
from tests.accounts.conftest import link_in

SIGN_UP = "/accounts/signup/"
pytestmark = pytest.mark.django_db


def test_a_person_signs_up_confirms_and_signs_in(client, sign_up_data, delivered, sign_in):
    answer = client.post(SIGN_UP, sign_up_data)
    (message,) = delivered()
    confirmed = client.post(link_in(message))

    person = User.objects.get(email="salma@exemple.ma")
    assert answer.url == "/accounts/confirm-email/"
    assert message.to == ["salma@exemple.ma"]
    assert confirmed.status_code == 302
    assert person.emailaddress_set.get().verified
    client.logout()
    assert sign_in(person, sign_up_data["password1"]).url == "/dashboard/"


def test_the_name_the_language_and_the_consent_are_kept(client, sign_up_data):
    client.post(SIGN_UP, sign_up_data)

    person = User.objects.get()
    assert (person.name, person.language) == ("Salma Bennis", "ar")
    consent = Consent.objects.get(person=person)
    assert (consent.purpose, consent.notice, consent.language) == ("notice", Notice.objects.get(version=1), "fr")


def test_the_mail_is_in_the_language_of_the_person(client, sign_up_data, delivered):
    client.post(SIGN_UP, sign_up_data)

    (message,) = delivered()

    assert link_in(message).startswith("/ar/accounts/confirm-email/")


def test_the_form_proposes_the_language_of_the_page(client):
    assert client.get("/ar/accounts/signup/").context["form"]["language"].initial == "ar"


def test_nobody_signs_in_before_confirming(client, sign_up_data, sign_in):
    client.post(SIGN_UP, sign_up_data)
    client.logout()

    answer = sign_in("salma@exemple.ma", sign_up_data["password1"])

    assert answer.url == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session


def test_looking_at_the_link_confirms_nothing(client, sign_up_data, delivered):
    client.post(SIGN_UP, sign_up_data)

    assert client.get(link_in(delivered()[0])).status_code == 200
    assert not User.objects.get().emailaddress_set.get().verified


def test_a_used_or_edited_link_is_gone(client, sign_up_data, delivered):
    client.post(SIGN_UP, sign_up_data)
    link = link_in(delivered()[0])
    client.post(link)

    assert client.get(link).status_code == 410
    assert client.get(link.replace(":", "x", 1)).status_code in {404, 410}
    assert client.post(link).status_code == 404


def test_a_known_address_gets_the_same_answer_and_its_owner_a_letter(client, sign_up_data, delivered):
    known = make.person(email="salma@exemple.ma")

    answer = client.post(SIGN_UP, sign_up_data)

    assert answer.url == "/accounts/confirm-email/"
    assert User.objects.get() == known
    (message,) = delivered()
    assert message.to == [known.email]
    assert "/accounts/password/reset/" in message.body


def test_two_sign_ups_in_the_same_moment_make_one_account(client, sign_up_data, monkeypatch):
    known = make.person(email="salma@exemple.ma")
    # Both forms saw a free address; the second meets the constraint.
    monkeypatch.setattr(forms.SignupForm, "validate_unique_email", lambda self, value: value)

    answer = client.post(SIGN_UP, sign_up_data)

    assert answer.url == "/accounts/confirm-email/"
    assert User.objects.get() == known


@pytest.mark.parametrize("field", ["name", "email", "password1", "password2", "language", "consent"])
def test_every_field_is_needed_and_what_was_typed_comes_back(client, sign_up_data, field):
    answer = client.post(SIGN_UP, sign_up_data | {field: ""})

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert field == "name" or 'value="Salma Bennis"' in answer.text
    assert not User.objects.exists()


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u200b", "\u200b \u2060"])
def test_invisible_characters_are_no_name(client, sign_up_data, blank):
    assert client.post(SIGN_UP, sign_up_data | {"name": blank}).status_code == 422


@pytest.mark.parametrize("name", ["Gagnez sur http://evil.test", "www.evil.test", "Offre evil.com", "a@b.test"])
def test_a_name_cannot_carry_an_address_into_our_mails(client, sign_up_data, name):
    assert client.post(SIGN_UP, sign_up_data | {"name": name}).status_code == 422


@pytest.mark.parametrize(
    "address", ["a@x.test, e@x.test", "s\u0430lma@exemple.ma", "ı@exemple.ma", "salma@", "salma@@exemple.ma", "é@x.ma"]
)
def test_look_alikes_and_lists_are_no_address(client, sign_up_data, address):
    assert client.post(SIGN_UP, sign_up_data | {"email": address}).status_code == 422


def test_an_address_has_one_spelling(client, sign_up_data):
    client.post(SIGN_UP, sign_up_data | {"email": " SALMA@Éxemple.MA "})

    assert User.objects.get().email == "salma@xn--xemple-9ua.ma"


@pytest.mark.parametrize(
    ("password", "status"),
    [
        ("court", 422),
        ("salma@exemple.ma", 422),
        ("1q2w3e4r5t6y", 422),
        ("Startup-2026-!!", 422),
        ("x" * 129, 422),
        ("é" * 500, 422),
        ("quatre mots bien choisis", 302),
        ("x7" * 32, 302),
    ],
)
def test_which_passwords_are_taken(client, sign_up_data, password, status):
    answer = client.post(SIGN_UP, sign_up_data | {"password1": password, "password2": password})

    assert answer.status_code == status


def test_a_machine_that_fills_the_trap_gets_the_usual_answer_and_no_account(client, sign_up_data):
    answer = client.post(SIGN_UP, sign_up_data | {"company_fax": "0522000000"})

    assert answer.url == "/accounts/confirm-email/"
    assert not User.objects.exists()
    assert not Letter.objects.exists()


def test_more_fields_give_no_rights(client, sign_up_data):
    client.post(SIGN_UP, sign_up_data | {"is_staff": "1", "is_superuser": "1", "is_active": "1"})

    person = User.objects.get()
    assert not person.is_staff
    assert not person.is_superuser


def test_sign_ups_from_one_network_are_limited(client, sign_up_data):
    answers = [client.post(SIGN_UP, {}).status_code for _ in range(31)]

    assert answers == [422] * 30 + [429]
