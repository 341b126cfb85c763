import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from incubator.demo import make
from incubator.demo.demo_form import demo_form
from programs.calls.plans import plan_of
from programs.calls.queries import MOST_CHECKED, checked_questions, checked_rules


def check(call):
    return reverse("programs:call_check", args=[call.slug])


GOOD = {
    "q-sector": "SOL",
    "q-stage": "croissance",
    "q-trl": "7",
    "q-legal_form": "sarl",
    "q-creation_date": "2025-03-01",
}


@pytest.fixture
def call(db):
    return make.call(asking=demo_form())


def test_only_questions_of_rules_are_asked_with_those_they_depend_on(call):
    keys = [q.key for q in checked_questions(plan_of(call.form_id), checked_rules(call))]

    assert keys == ["sector", "stage", "trl", "legal_form", "creation_date"]
    assert len(keys) <= MOST_CHECKED


@pytest.mark.parametrize(
    ("changes", "tone"),
    [
        ({}, "z-note ok"),
        ({"q-stage": "idee"}, "z-note late"),
        ({"q-trl": "3"}, "z-note info"),
        ({"q-trl": "3", "q-sector": "TIC"}, "z-note late"),
        ({"q-creation_date": "2010-01-01"}, "z-note late"),
        ({"q-legal_form": "non_creee", "q-creation_date": ""}, "z-note ok"),
    ],
)
def test_the_answer_comes_at_once_with_the_rule(client, call, changes, tone):
    answer = client.post(check(call), {**GOOD, **changes}, follow=True)

    assert answer.status_code == 200
    assert tone in answer.text


def test_answers_are_kept_for_the_application_and_shown_again(client, call):
    client.post(check(call), GOOD)

    kept = client.session["self_check"][call.slug]
    assert kept == {
        "sector": "SOL",
        "stage": "croissance",
        "trl": 7,
        "legal_form": "sarl",
        "creation_date": "2025-03-01",
    }
    assert 'value="2025-03-01"' in client.get(check(call)).text


def test_looking_leaves_no_session(client, call):
    client.get(check(call))

    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"q-sector": ""},
        {"q-sector": "MARS"},
        {"q-trl": "10"},
        {"q-trl": "NaN"},
        {"q-trl": "\u200b"},
        {"q-creation_date": "30/02/2025"},
        {"q-creation_date": ""},
    ],
)
def test_gaps_and_malformed_values_come_back(client, call, wrong):
    answer = client.post(check(call), {**GOOD, **wrong})

    assert answer.status_code == 422
    assert "z-errors" in answer.text
    assert 'value="sarl" selected' in answer.text
    assert "self_check" not in client.session


def test_a_call_without_rules_has_no_check(client, db):
    assert client.get(check(make.call(asking=make.form(rules=[])))).status_code == 404


def test_the_page_costs_three_queries_and_its_plan_nothing_the_second_time(client, call, django_assert_num_queries):
    client.get(check(call))

    with django_assert_num_queries(2):
        assert client.get(check(call)).status_code == 200
