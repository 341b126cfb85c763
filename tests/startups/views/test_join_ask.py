"""Asking to join, and the answers."""

import pytest
from django.core import signing
from django.urls import reverse

from startups.actions import joining
from startups.models import JoinRequest
from startups.tokens import JOIN_SALT, join_key
from tests.startups.conftest import CANARIES

pytestmark = pytest.mark.django_db
DEEDS = ("accept", "decline", "withdraw")


def address(company, person):
    return reverse("startups:join_ask", args=[join_key(company.pk, person)])


def deed(asked, name):
    return reverse(f"startups:join_{name}", args=[asked.uid])


def test_a_stranger_learns_name_and_city_and_asks(company, cast, answers, looks):
    text = looks(address(company, cast.stranger), cast.stranger).text
    assert company.name in text
    assert "Casablanca" in text
    assert not any(canary in text for canary in (*CANARIES, "Owner Canary", company.slug))

    response = answers(address(company, cast.stranger), cast.stranger, {"message": "C’est moi.\r\nBcc: x"})

    assert response.url == reverse("startups:my_startups")
    assert JoinRequest.objects.get().message == "C’est moi. Bcc: x"


def test_a_member_is_told_that_she_is_in(company, cast, answers):
    response = answers(address(company, cast.reader), cast.reader, {"message": ""})

    assert response.status_code == 422
    assert "already in this team" in response.text


def test_too_long_a_message_comes_back(company, cast, answers):
    assert answers(address(company, cast.stranger), cast.stranger, {"message": "م" * 301}).status_code == 422
    assert answers(address(company, cast.stranger), cast.stranger, {"message": "م" * 300}).status_code == 302


@pytest.mark.parametrize("kind", ["somebody else’s", "edited", "another purpose", "old", "gone"])
def test_a_key_that_does_not_hold_is_missing(company, cast, answers, settings, monkeypatch, kind):
    key = join_key(company.pk, cast.stranger)
    if kind == "old":
        monkeypatch.setattr("startups.tokens.JOIN_SECONDS", -1)
    wrong = {
        "somebody else’s": join_key(company.pk, cast.owner),
        "edited": key[:-1] + ("A" if key[-1] != "A" else "B"),
        "another purpose": signing.dumps([company.pk, cast.stranger.pk], salt="other"),
        "old": key,
        "gone": signing.dumps([0, cast.stranger.pk], salt=JOIN_SALT),
    }[kind]

    assert answers(reverse("startups:join_ask", args=[wrong]), cast.stranger).status_code == 404


def test_nobody_is_asked_to_sign_in(company, cast, answers):
    assert answers(address(company, cast.stranger)).status_code == 302


def test_the_form_costs_little(company, cast, costs):
    costs(address(company, cast.stranger), cast.stranger, 3)


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_posted(company, cast, answers, name):
    assert answers(deed(joining.ask(company.pk, by=cast.stranger), name), cast.owner).status_code == 405


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("who", ["owner", "editor", "reader", "companion", "staff", "stranger"])
def test_who_may_do_what(company, cast, answers, name, who):
    asked = joining.ask(company.pk, by=cast.stranger)
    allowed = who == "stranger" if name == "withdraw" else who in ("owner", "staff")
    seen = who in ("owner", "staff", "stranger")

    response = answers(deed(asked, name), getattr(cast, who), {"role": "editor"})

    assert response.status_code == (302 if allowed else 403 if seen else 404)
    asked.refresh_from_db()
    assert (asked.state != "pending") == allowed


@pytest.mark.parametrize("role", ["", "boss"])
def test_an_invented_role_lets_nobody_in(company, cast, answers, role):
    asked = joining.ask(company.pk, by=cast.stranger)

    answers(deed(asked, "accept"), cast.owner, {"role": role})

    asked.refresh_from_db()
    assert asked.state == "pending"
