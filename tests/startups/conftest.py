"""A private startup whose numbers are canaries, and the people who stand around it."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from incubator.demo import make
from startups.states import TeamRole
from tests.conftest import nothing_written

ICE, PHONE, CONTACT = "001561191000066", "+212522998877", "canary.contact@chamsi.test"
#: What only insiders may ever read, in every shape in which a page could show it.
CANARIES = (
    ICE,
    "001\u00a0561\u00a0191",
    PHONE,
    "05\u00a022\u00a099\u00a088\u00a077",
    CONTACT,
    "7654321",
    "canary-address",
)


@pytest.fixture(autouse=True)
def in_english():
    """What is told is compared in the language in which it is written."""
    with translation.override("en"):
        yield


@pytest.fixture
def company(db):
    return make.startup(
        name="Chamsifroid",
        owner=make.person(name="Owner Canary", email="owner@exemple.test"),
        legal_form="sarl",
        ice=ICE,
        rc_number="7654321",
        rc_court="Casablanca",
        phone=PHONE,
        email=CONTACT,
        address="canary-address 12",
        city="Casablanca",
        pitch="Du froid solaire.",
    )


@pytest.fixture
def cast(company, staff):
    return SimpleNamespace(
        owner=make.owner_of(company),
        editor=make.member(of=company, role=TeamRole.EDITOR),
        reader=make.member(of=company, role=TeamRole.READER),
        companion=make.companion(of=company).person,
        stranger=make.startup(name="Voltarihla").memberships.get().person,
        staff=staff,
    )


@pytest.fixture
def answers(client):
    """answers(path, user, data=None) gives the page as this person gets it."""

    def ask(path, user=None, data=None):
        client.logout()
        if user:
            client.force_login(user)
        return client.get(path) if data is None else client.post(path, data)

    return ask


@pytest.fixture
def looks(client):
    """looks(path, user) gives the page, and makes sure that looking at it writes nothing."""

    def look(path, user=None):
        client.logout()
        if user:
            client.force_login(user)
            client.get(path)  # the first page after a sign-in notes the session
        with nothing_written():
            return client.get(path)

    return look


@pytest.fixture
def costs(client, django_assert_num_queries):
    """costs(path, user, 7) counts the queries of a page; the first page after a sign-in notes the session, so it is not counted."""

    def count(path, user, queries):
        client.logout()
        if user:
            client.force_login(user)
            client.get(path)
        with django_assert_num_queries(queries):
            return client.get(path)

    return count
