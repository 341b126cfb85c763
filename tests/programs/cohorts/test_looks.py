"""Participations, looked at: the staff's pages and the founder's."""

import pytest
from django.urls import reverse
from django.utils import translation

from incubator.demo import make
from programs.applications.states import ApplicationState as S
from programs.cohorts import actions
from programs.partners.models import Cohort
from tests.browser.test_calls import shoot
from tests.look.sweep import sweep

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def in_french():
    """Addresses are those without a prefix, whatever language an earlier test spoke last."""
    with translation.override("fr"):
        yield


def test_participations_hold_the_look(open_page, staff):
    file = make.application(state=S.ACCEPTED)
    make.application(state=S.WAITLISTED, to=file.call)
    gone = make.application(state=S.ACCEPTED, to=file.call)
    actions.leave(gone.enrolment.pk, by=staff, reason="Déménagement à Dakar.")
    Cohort.objects.filter(pk=file.cohort_id).update(places=2)
    desk = {
        "list": reverse("admin:programs_enrolment_changelist"),
        "place": reverse("admin:programs_enrolment_change", args=[gone.enrolment.pk]),
        "step": reverse("admin:programs_enrolment_step", args=[file.enrolment.pk, "exclude"]),
        "cohort": reverse("admin:programs_cohort_change", args=[file.cohort_id]),
    }
    mine = reverse("programs:participation", args=[file.pk])

    for name, address in desk.items():
        shoot(open_page, address, f"places-{name}", staff)
    shoot(open_page, mine, "places-mine", make.team(file.startup))
    sweep(open_page, list(desk.values()), person=staff, languages=("fr", "ar"))
    sweep(open_page, [mine], person=make.team(file.startup), languages=("fr", "ar"))
