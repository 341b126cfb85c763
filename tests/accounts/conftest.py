import re

import pytest
from django.core import mail
from django.core.cache import cache

from incubator.demo import make
from incubator.outbox import sending
from incubator.outbox.models import Letter

PASSWORD = "demo-soleil-2026"
NEW_PASSWORD = "une-phrase-bien-longue-7"


@pytest.fixture(autouse=True)
def fresh_limits():
    """Attempts counted by one test are not those of the next."""
    cache.clear()


@pytest.fixture
def person(db):
    return make.person(name="Salma Bennis")


@pytest.fixture
def sign_in(client):
    def enter(who, password=PASSWORD, **more):
        return client.post("/accounts/login/", {"login": getattr(who, "email", who), "password": password}, **more)

    return enter


@pytest.fixture
def sign_up_data():
    return {
        "name": "Salma Bennis",
        "email": "salma@exemple.ma",
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
        "language": "ar",
        "consent": "on",
    }


@pytest.fixture
def delivered(db):
    """delivered() sends what is due and gives the mails since the last call."""

    def deliver():
        mail.outbox.clear()
        sending.tick()
        return list(mail.outbox)

    return deliver


def told():
    """The kinds of the letters that were posted, the last one first."""
    return list(Letter.objects.values_list("kind", flat=True))


def link_in(message):
    """The first address of the portal in a mail, without its host."""
    found = re.search(r"^http://portail\.test(/\S+)$", message.body, re.MULTILINE)
    assert found, message.body
    return found[1]
