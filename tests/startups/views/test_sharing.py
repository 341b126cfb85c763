"""Who sees what since when, on the passport; sharing with a partner, and ending it after one question."""

import pytest
from django.urls import reverse

from incubator.demo import make
from startups.models import Sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def passport(company):
    return reverse("startups:startup_passport", args=[company.slug])


@pytest.fixture
def form(company):
    return reverse("programs:sharing_new", args=[company.slug])


@pytest.fixture
def cluster(db):
    return make.partner(name="Cluster EnR").organisation


@pytest.fixture
def typed(cluster):
    return {"organisation": str(cluster.uid), "scope": "figures", "agreed": "on"}


def test_the_owner_reads_what_she_agrees_to_and_shares(company, cast, answers, looks, form, typed):
    text = looks(form, cast.owner).text
    assert "Law 09-08" in text
    assert "Cluster EnR" in text
    assert "checked" not in text

    page = answers(form, cast.owner, typed)

    assert page.url == reverse("startups:startup_passport", args=[company.slug])
    assert Sharing.objects.live().get().given_by == cast.owner


@pytest.mark.parametrize("missing", ["organisation", "scope", "agreed"])
def test_what_is_missing_is_told_beside_its_field(cast, answers, form, typed, missing):
    page = answers(form, cast.owner, {**typed, missing: ""})

    assert page.status_code == 422
    assert not Sharing.objects.exists()


@pytest.mark.parametrize("who", ["no partner", "shared already"])
def test_only_partners_that_do_not_see_it_yet_are_offered(company, cast, answers, form, typed, cluster, who):
    if who == "shared already":
        make.sharing(of=company, to=cluster)
    else:
        typed["organisation"] = str(make.sharing().organisation.uid)

    assert answers(form, cast.owner, typed).status_code == 422
    assert Sharing.objects.live().of(company).count() == (who == "shared already")


def test_a_stranger_to_the_startup_finds_nothing_and_an_editor_may_not(cast, answers, form, passport):
    assert answers(form, cast.stranger).status_code == 404
    assert answers(form, cast.editor).status_code == 403
    assert answers(passport, cast.stranger).status_code == 404
    assert answers(passport, cast.companion).status_code == 403
    assert "Cluster" not in answers(passport, cast.editor).text


def test_sharing_ends_after_one_question_and_stays_in_the_history(company, cast, answers, looks, passport, cluster):
    given = make.sharing(of=company, to=cluster)
    stop = reverse("startups:sharing_stop", args=[given.uid])
    assert stop in looks(passport, cast.owner).text
    assert stop not in looks(passport, cast.reader).text
    assert "Stop sharing with Cluster EnR" in looks(stop, cast.owner).text

    page = answers(stop, cast.owner, {})

    assert page.url == passport
    assert not Sharing.objects.live().exists()
    text = looks(passport, cast.owner).text
    assert "What was shared before" in text
    assert "ended by" in text
    assert "over already" in looks(stop, cast.owner).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_passport_costs_the_same_for_one_sharing_and_three(company, cast, costs, passport, rows):
    names = [make.sharing(of=company).organisation.name for _ in range(rows)]

    text = costs(passport, cast.owner, 6).text

    assert all(name in text for name in names)
