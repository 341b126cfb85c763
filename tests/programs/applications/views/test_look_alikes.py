"""Two accounts for one startup: the founder is asked before she sends, never held back; staff see it on the file."""

import pytest
from django.urls import reverse
from django.utils import translation

from incubator.demo import make, make_applications
from programs.applications.models import Application
from programs.applications.states import ApplicationState as S
from startups.actions import merging
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
ASKED = "Is this company on file twice?"
YES = {"application_privacy": "on", "application_accuracy": "on", "token": "t1"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def double():
    return make_applications.startup_of(name="Héliopompe du Sud SARL", city="Agadir")


@pytest.fixture
def draft(double):
    mine = make_applications.startup_of(name="Heliopompe du Sud")
    return make.application(of=mine, is_complete=True)


def check(file):
    return reverse("programs:application_check", args=[file.pk])


def signed_in(client, file):
    client.force_login(make.team(file.startup))
    return client


def test_the_founder_is_asked_and_may_send_all_the_same(client, draft, double, django_assert_max_num_queries):
    signed_in(client, draft).get(check(draft))
    with nothing_written(), django_assert_max_num_queries(16):
        page = client.get(check(draft)).text

    assert ASKED in page
    assert double.name in page
    assert "Agadir" in page
    client.post(reverse("programs:application_submit", args=[draft.pk]), YES)
    assert Application.objects.get(pk=draft.pk).state == S.SUBMITTED


def test_nobody_is_asked_about_her_own_startups_or_without_a_look_alike(client, draft, double):
    owner = make.team(draft.startup)
    make.member(of=double, who=owner)
    client.force_login(owner)
    assert ASKED not in client.get(check(draft)).text

    other = make.application(is_complete=True)
    assert ASKED not in signed_in(client, other).get(check(other)).text


def test_staff_see_it_on_the_file_until_the_two_are_one(client, draft, double, staff):
    make.send(draft, make.team(draft.startup))
    client.force_login(staff)
    page = reverse("admin:programs_application_change", args=[draft.pk])
    merge = reverse("admin:startups_startup_merge", args=[draft.startup_id])
    assert f"{merge}?into={double.pk}" in client.get(page).text

    merging.merge(double.pk, into=draft.startup_id, reason="La même.", by=staff)

    assert merge not in client.get(page).text
