"""From nought to ten: by owners and editors, changed for a month."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from programs.graduation.models import Farewell
from startups.states import TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make.graduation()


@pytest.fixture
def page(made):
    return reverse("programs:farewell_form", args=[made.pk])


def test_an_owner_answers_and_changes_her_mind(client, made, page):
    client.force_login(make.owner_of(made.enrolment.startup))
    client.get(page)
    with nothing_written():
        assert client.get(page).text.count('name="score"') == 11

    assert client.post(page, {"score": "0", "comment": "Trop court."}).status_code == 302
    assert (Farewell.objects.get().score, Farewell.objects.get().comment) == (0, "Trop court.")
    client.post(page, {"score": "9"})
    assert Farewell.objects.get().score == 9


@pytest.mark.parametrize("score", ["", "11", "-1", "dix"])
def test_another_score_is_refused_and_what_was_typed_comes_back(client, made, page, score):
    client.force_login(make.owner_of(made.enrolment.startup))

    answer = client.post(page, {"score": score, "comment": "Merci à toutes."})

    assert answer.status_code == 422
    assert "Merci à toutes." in answer.text
    assert not Farewell.objects.exists()


def test_after_a_month_it_stands(client, made, page):
    make.farewell(of=made, score=3)
    Farewell.objects.update(said_at=timezone.now() - timedelta(days=31))
    client.force_login(make.owner_of(made.enrolment.startup))

    assert "ne peut plus être modifiée" in client.get(page).text
    assert client.post(page, {"score": "9"}).status_code == 422


def test_readers_look_on_and_strangers_see_nothing(client, made, page, stranger):
    client.force_login(make.member(of=made.enrolment.startup, role=TeamRole.READER))
    assert client.get(page).status_code == 403
    client.force_login(stranger)
    assert client.get(page).status_code == 404
