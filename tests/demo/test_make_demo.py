"""The demonstration is loaded through actions, once, and fills a call of any size."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from incubator.accounts.models import User
from incubator.demo.crowd import crowd
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState
from programs.applications.models import Application, Version
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


def test_the_season_has_its_people_cohorts_and_files_and_is_loaded_once():
    load()

    people = set(User.objects.values_list("email", flat=True))
    roles = ("staff", "founder", "founder2", "juror", "juror2", "coach", "partner", "admin")
    assert {f"{role}@demo.test" for role in roles} <= people
    assert Startup.objects.filter(name__endswith="(fictif)").count() >= 15
    assert Enrolment.objects.filter(cohort__code="GS-P1").count() == 6
    cohorts = list(Cohort.objects.order_by("code").values_list("code", "state"))
    assert cohorts == [("GS-P1", "closed"), ("GS-P2", "active"), ("GSC-P1", "planned")]
    assert Cohort.objects.get(code="GS-P1").seats_taken == 4
    assert Call.objects.open().count() == 1
    states = set(Application.objects.filter(call__slug="greenscale-1").values_list("state", flat=True))
    assert {"draft", "submitted", "screening", "correction_requested", "in_review", "shortlisted"} <= states
    old = {
        str(pk) for pk in Application.objects.filter(call__slug__startswith="greenstart").values_list("pk", flat=True)
    }
    assert not Letter.objects.exclude(state=LetterState.SENT).filter(key_of_thing__in=old).exists()

    counts = (User.objects.count(), Application.objects.count(), Letter.objects.count())
    assert "already" in load()
    assert (User.objects.count(), Application.objects.count(), Letter.objects.count()) == counts


def test_a_call_of_any_size_is_filled_in_bulk():
    call = crowd(40, tell=str)

    assert call.applications.count() == 40
    assert call.applications.filter(state=ApplicationState.DRAFT).count() == 6
    assert Version.objects.filter(application__call=call, is_current=True).count() == 34


@override_settings(DEMO=False)
def test_outside_demo_mode_it_refuses():
    with pytest.raises(CommandError):
        call_command("make_demo")
