"""Two officers on one page: the second sees who has been there, for how long. A courtesy of the cache, never a row."""

import socket
import time

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from incubator import presence
from incubator.demo import make
from tests.conftest import nothing_written

TOLD = "Salma Bennis has"


@pytest.fixture(autouse=True)
def alone():
    cache.clear()
    presence.visitors.silent_until = 0.0


@pytest.fixture
def pages(sent):
    with translation.override("en"):
        return [
            reverse("admin:programs_application_change", args=[sent.pk]),
            reverse("admin:startups_startup_change", args=[sent.startup_id]),
        ]


@pytest.fixture
def colleague(db):
    """Somebody of the staff, at another desk."""
    client = Client()
    client.force_login(make.staff(name="Salma Bennis"))
    return client


def look(client, page):
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.text


def at(monkeypatch, minutes):
    now = time.time()
    monkeypatch.setattr(presence.time, "time", lambda: now + minutes * 60)


def test_the_second_officer_sees_the_first_and_since_when(pages, colleague, desk_client, monkeypatch):
    for page in pages:
        assert TOLD not in look(colleague, page)

        at(monkeypatch, 3)
        desk_client.get(page)
        with nothing_written():
            shown = look(desk_client, page)

        assert "Salma Bennis has had this page open for 3 minutes." in shown
        assert "has just opened this page too." in look(colleague, page)
        monkeypatch.undo()


def test_whoever_did_not_look_for_five_minutes_is_gone(pages, colleague, desk_client, monkeypatch):
    look(colleague, pages[0])

    at(monkeypatch, 6)

    assert TOLD not in look(desk_client, pages[0])


def test_the_pages_of_two_files_are_two_pages(pages, colleague, desk_client):
    other = make.application(state="submitted")
    look(colleague, reverse("admin:programs_application_change", args=[other.pk]))

    assert TOLD not in look(desk_client, pages[0])


@pytest.fixture
def hanging():
    """A cache that takes the connection and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(20)
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/1"


@pytest.mark.parametrize("kind", ["hangs", "is down"])
def test_the_page_works_when_the_cache_is_away(pages, desk_client, hanging, kind, monkeypatch, settings):
    url = hanging if kind == "hangs" else "redis://127.0.0.1:1/1"
    desk_client.get(pages[0])
    broken = RedisCache(url, settings.CACHES["default"])
    monkeypatch.setattr(presence, "cache", broken)
    began = time.monotonic()

    for _ in range(5):
        look(desk_client, pages[0])

    assert time.monotonic() - began < 4
    assert presence.visitors.silent_until > time.time()
