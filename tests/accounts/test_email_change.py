import pytest
from allauth.account.models import EmailAddress

from incubator.accounts.models import User
from incubator.demo import make
from incubator.outbox.models import Letter
from tests.accounts.conftest import PASSWORD, link_in, told

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
