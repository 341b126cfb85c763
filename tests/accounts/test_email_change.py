import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from incubator.accounts.models import User
from incubator.demo import make
from incubator.outbox.models import Letter
from tests.accounts.conftest import PASSWORD, link_in, told
from tests.accounts.test_second_factor import code_of

PAGE = "/accounts/email/"
NEW = {"action_add": "", "email": "Nouvelle@Exemple.MA"}


@pytest.fixture
def trusted(client, person, sign_in):
    """Signed in, and the password given again just now."""
    sign_in(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_a_new_address_counts_once_it_is_confirmed(trusted, person, delivered):
    before = person.email
    trusted.post(PAGE, NEW)
    (message,) = delivered()
    assert User.objects.get().email == before

    trusted.post(link_in(message))

    assert message.to == ["nouvelle@exemple.ma"]
    assert User.objects.get().email == "nouvelle@exemple.ma"
    assert [address.email for address in EmailAddress.objects.all()] == ["nouvelle@exemple.ma"]


def test_the_former_address_hears_of_it(trusted, person, delivered):
    before = person.email
    trusted.post(PAGE, NEW)
    trusted.post(link_in(delivered()[0]))

    (message,) = delivered()
    assert message.to == [before]
    assert told()[0] == "accounts.email_changed"
    assert "nouvelle@exemple.ma" not in message.body


def test_changing_the_address_asks_for_the_password_first(client, person, sign_in):
    sign_in(person)

    assert client.post(PAGE, NEW).url.startswith("/accounts/reauthenticate/")
    assert not Letter.objects.exists()


def test_an_address_of_somebody_else_is_not_told_apart(trusted, person, delivered):
    make.person(email="nouvelle@exemple.ma")
    answer = trusted.post(PAGE, NEW)
    (message,) = delivered()
    trusted.post(link_in(message))

    assert answer.status_code == 302
    assert User.objects.get(pk=person.pk).email == person.email


@pytest.mark.parametrize("address", ["", "é@x.ma", "a@x.ma, b@x.ma", "a@x.ma\r\nBcc: b@x.ma", "x" * 300 + "@x.ma"])
def test_an_odd_address_is_refused(trusted, address):
    assert trusted.post(PAGE, NEW | {"email": address}).status_code in {302, 422}
    assert not Letter.objects.exists()


# With a second factor ---------------------------------------------------------------------------------------------------


@pytest.fixture
def officer(client, staff, settings, sign_in):
    """Staff who signed in with an authenticator app; the confirmation is some minutes old by now."""
    settings.STAFF_NEED_SECOND_FACTOR = True
    secret = generate_totp_secret()
    TOTP.activate(staff, secret)
    sign_in(staff)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    return staff


def test_staff_with_a_second_factor_change_their_address_once_they_signed_in_again(client, officer, delivered):
    before = officer.email
    assert client.post(PAGE, NEW).url.startswith("/accounts/reauthenticate/")
    assert not EmailAddress.objects.filter(email="nouvelle@exemple.ma").exists()

    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert 'name="email"' in client.get(PAGE).text
    assert client.post(PAGE, NEW).status_code == 302
    (message,) = delivered()
    client.post(link_in(message))

    officer.refresh_from_db()
    assert officer.email == "nouvelle@exemple.ma"
    assert Authenticator.objects.filter(user=officer).count() == 1
    assert [letter.to for letter in delivered()] == [[before]]


def test_a_second_factor_is_asked_for_at_the_new_address_too(client, officer, delivered, sign_in):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post(PAGE, NEW)
    client.post(link_in(delivered()[0]))
    client.post("/accounts/logout/")

    assert sign_in("nouvelle@exemple.ma").url == "/accounts/2fa/authenticate/"


def test_an_unconfirmed_address_opens_nothing(client, officer, delivered):
    """Why allauth's own refusal is not needed: whoever holds the address that was typed gets no key of this account."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post(PAGE, NEW)
    delivered()
    client.post("/accounts/logout/")

    client.post("/accounts/password/reset/", {"email": "nouvelle@exemple.ma"})

    assert "nouvelle@exemple.ma" not in [address for message in delivered() for address in message.to]


def test_the_same_address_again_is_refused(client, officer):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert client.post(PAGE, NEW | {"email": officer.email}).status_code == 422
