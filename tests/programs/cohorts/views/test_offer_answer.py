"""The page where a founder answers the offer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incubator.demo import make, make_applications
from programs.applications.models import Application
from programs.applications.states import ApplicationState as S
from programs.cohorts.models import Enrolment
from programs.decisions.actions import answering, deciding
from programs.decisions.models import Decision
from programs.partners.models import Cohort
from startups.states import TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
REASON = "Un prototype qui tourne."


@pytest.fixture
def file():
    return make.application(state=S.OFFERED)


@pytest.fixture
def owner(client, file):
    person = make.team(file.startup)
    client.force_login(person)
    return person


def url(file):
    return f"/en/applications/{file.pk}/offer/"


def state_of(file):
    return Application.objects.values_list("state", flat=True).get(pk=file.pk)


def test_it_shows_reason_date_and_choice(client, file, owner):
    with nothing_written():
        page = client.get(url(file))

    assert page.status_code == 200
    assert REASON in page.text
    assert "Casablanca time" in page.text
    assert 'value="confirm"' in page.text


def test_it_costs_few_queries_however_long_the_history(client, file, owner, staff):
    client.get(url(file))
    with CaptureQueriesContext(connection) as first:
        client.get(url(file))
    for number in range(5):
        make_applications.colleague(file.startup)
        Decision.objects.create(application=file, outcome="refuse", reason=f"Ancien {number}", state="superseded")
    with CaptureQueriesContext(connection) as then:
        client.get(url(file))

    assert len(first) == len(then)
    assert len(then) <= 8, [q["sql"] for q in then]


def test_confirming_enrols_and_comes_back_to_the_file(client, file, owner):
    answer = client.post(url(file), {"answer": "confirm", "reason": ""})

    assert answer.headers["Location"] == f"/en/applications/{file.pk}/"
    assert state_of(file) == S.ACCEPTED
    assert Enrolment.objects.get().enrolled_by == owner
    assert "Your place is confirmed" in client.get(answer.headers["Location"]).text


def test_confirming_twice_takes_one_seat(client, file, owner):
    for _again in range(2):
        client.post(url(file), {"answer": "confirm"})

    assert Cohort.objects.get(pk=file.cohort_id).seats_taken == 1


def test_declining_with_a_reason(client, file, owner):
    assert client.post(url(file), {"answer": "decline", "reason": "Nous partons ailleurs."}).status_code == 302

    assert state_of(file) == S.OFFER_DECLINED
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "x" * 301])
def test_declining_needs_a_reason_of_readable_length_and_loses_nothing(client, file, owner, reason):
    page = client.post(url(file), {"answer": "decline", "reason": reason})

    assert page.status_code == 422
    assert 'id="errors"' in page.text
    assert page.text.count("checked") == 1
    assert reason.strip("\u200b ") in page.text
    assert state_of(file) == S.OFFERED


@pytest.mark.parametrize("answer", ["", "perhaps", "CONFIRM"])
def test_an_invented_answer_comes_back(client, file, owner, answer):
    assert client.post(url(file), {"answer": answer, "reason": "Parce que."}).status_code == 422
    assert state_of(file) == S.OFFERED


def test_a_full_cohort_is_told_kindly_and_the_offer_stays_open(client, file, owner):
    Cohort.objects.filter(pk=file.cohort_id).update(seats_taken=F("places"))

    page = client.post(url(file), {"answer": "confirm"})

    assert page.status_code == 422
    assert "All places of this cohort are taken" in page.text
    assert state_of(file) == S.OFFERED


def test_an_offer_past_its_date_is_not_confirmed(client, file, owner):
    Decision.objects.update(confirm_before=timezone.now() - timedelta(minutes=1))

    page = client.post(url(file), {"answer": "confirm"})

    assert page.status_code == 422
    assert not Enrolment.objects.exists()


def test_an_expired_offer_is_shown_without_a_form(client, file, owner):
    Decision.objects.update(confirm_before=timezone.now() - timedelta(days=1))
    answering.expire_offer(file.pk)

    page = client.get(url(file))

    assert "answered or is over" in page.text
    assert 'name="answer"' not in page.text
    assert client.post(url(file), {"answer": "confirm"}).status_code == 422
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("role", [TeamRole.EDITOR, TeamRole.READER])
def test_the_rest_of_the_team_looks_and_cannot_answer(client, file, role):
    client.force_login(make_applications.colleague(file.startup, role=role))

    page = client.get(url(file))

    assert "Only an owner" in page.text
    assert 'name="answer"' not in page.text
    assert client.post(url(file), {"answer": "confirm"}).status_code == 403
    assert state_of(file) == S.OFFERED


def test_strangers_find_nothing(client, file, stranger):
    client.force_login(stranger)

    assert client.get(url(file)).status_code == 404
    assert client.post(url(file), {"answer": "confirm"}).status_code == 404
    client.logout()
    assert client.get(url(file)).status_code == 302


def test_before_publication_there_is_no_offer(client, staff):
    file = make.application(state=S.IN_REVIEW)
    deciding.offer(file.pk, by=staff, reason=REASON)
    client.force_login(make.team(file.startup))

    assert client.get(url(file)).status_code in {403, 404}
