"""The demonstration is loaded through actions, once, and fills a call of any size."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from incubator.accounts.models import User
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState
from programs.applications.models import Application
from programs.applications.states import ApplicationState
from programs.calls.models import Call
from programs.cohorts.models import Enrolment
from programs.partners.models import Cohort
from startups.models import Startup

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def load(*arguments):
    said = StringIO()
    call_command("make_demo", *arguments, stdout=said)
    return said.getvalue()


def test_the_season_has_its_people_cohorts_and_files():
    load()

    people = set(User.objects.values_list("email", flat=True))
    wanted = {
        f"{role}@demo.test" for role in ("staff", "founder", "founder2", "juror", "juror2", "coach", "partner", "admin")
    }
    assert wanted <= people
    assert Startup.objects.filter(name__endswith="(fictif)").count() >= 15
    assert Enrolment.objects.filter(cohort__code="GS-P1").count() == 6
    assert list(Cohort.objects.order_by("code").values_list("code", "state")) == [
        ("GS-P1", "closed"),
        ("GS-P2", "active"),
        ("GSC-P1", "planned"),
    ]
    assert Cohort.objects.get(code="GS-P1").seats_taken == 4
    assert Call.objects.open().count() == 1
    states = set(Application.objects.filter(call__slug="greenscale-1").values_list("state", flat=True))
    assert {"draft", "submitted", "screening", "correction_requested", "in_review", "shortlisted"} <= states


def test_loading_twice_changes_nothing():
    load()
    before = (User.objects.count(), Application.objects.count(), Letter.objects.count())

    said = load()

    assert "already" in said
    assert (User.objects.count(), Application.objects.count(), Letter.objects.count()) == before


def test_letters_of_past_editions_are_not_sent_again():
    load()

    waiting = Letter.objects.exclude(state=LetterState.SENT)
    old = Application.objects.filter(call__slug__startswith="greenstart").values_list("pk", flat=True)
    assert not waiting.filter(key_of_thing__in=[str(pk) for pk in old]).exists()


def test_a_call_of_any_size_is_filled_in_bulk():
    said = load("--applications", "40")

    call = Call.objects.get(slug__startswith="crowd-40")
    assert "40" in said
    assert call.applications.count() == 40
    assert call.applications.filter(state=ApplicationState.DRAFT).count() == 6


@override_settings(DEMO=False)
def test_outside_demo_mode_it_refuses():
    with pytest.raises(CommandError):
        call_command("make_demo")
