import pytest
from django.test import Client

from incubator.demo import make
from incubator.outbox.addresses import unsubscribe_url
from tests.conftest import nothing_written


@pytest.fixture
def path(letter):
    """The address in a reminder to a person who reads English."""
    reader = make.person(language="en")

    def at():
        return unsubscribe_url(letter("trial.reminder", to=reader)).removeprefix("http://portail.test")

    at.reader = reader
    return at


def wants(path):
    path.reader.refresh_from_db()
    return path.reader.wants_reminders


def test_looking_changes_nothing(client, path):
    address = path()

    with nothing_written():
        page = client.get(address)

    assert page.status_code == 200
    assert "Stop receiving reminders?" in page.text
    assert wants(path)


def test_one_button_leaves(client, path):
    page = client.post(path())

    assert page.status_code == 200
    assert "no longer receive reminders" in page.text
    assert not wants(path)


def test_the_mail_program_may_post_without_cookies(path):
    page = Client(enforce_csrf_checks=True).post(
        path(), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )

    assert page.status_code == 200
    assert "Location" not in page
    assert not wants(path)


def test_twice_is_once(client, path):
    address = path()
    client.post(address)

    assert client.post(address).status_code == 200


@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_forged_link_says_so(client, path, verb):
    page = getattr(client, verb)(path()[:-3] + "x/")

    assert page.status_code == 400
    assert "does not work" in page.text
    assert wants(path)


def test_other_verbs_are_refused(client, path):
    assert client.put(path()).status_code == 405


@pytest.mark.parametrize(("language", "says"), [("fr", '<html lang="fr"'), ("ar", 'dir="rtl"')])
def test_the_page_speaks_the_readers_language(client, letter, language, says):
    link = unsubscribe_url(letter("trial.announcement", to=make.person(language=language)))

    assert says in client.get(link.removeprefix("http://portail.test")).text
