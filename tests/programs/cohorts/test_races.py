"""32 founders confirm for the last place; two officers decide one file. Each guard once switched off: the checker must see it."""

import pytest
from django.db import IntegrityError

from incubator.demo import make
from incubator.errors import Refused
from programs.applications.states import ApplicationState as S
from programs.cohorts import actions
from programs.cohorts.models import Enrolment
from programs.decisions.actions import deciding
from programs.decisions.models import Decision
from programs.partners.models import Cohort
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32
TOLD = (Refused, IntegrityError)


@pytest.fixture
def offers():
    """32 offers for a cohort with one place left."""
    call = make.call(of=make.cohort(places=1))
    return [make.application(state=S.OFFERED, to=call) for _ in range(CLIENTS)]


def confirmations(files):
    return at_once([lambda f=file: actions.confirm(f.pk, by=make.team(f.startup)) for file in files], told=TOLD)


def test_the_last_place_is_confirmed_once(offers):
    answers = confirmations(offers)

    assert sum(isinstance(answer, Enrolment) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == CLIENTS - 1
    assert Enrolment.objects.count() == 1
    assert Cohort.objects.get(pk=offers[0].cohort_id).seats_taken == 1


def test_control_without_the_conditional_update_the_place_is_sold_many_times(offers, monkeypatch):
    """Looks first, takes afterwards: what everybody does who has not been bitten yet."""

    def look_then_take(cohort_id):
        cohort = Cohort.objects.get(pk=cohort_id)
        return cohort.seats_taken < cohort.places

    monkeypatch.setattr(actions, "take_seat", look_then_take)

    confirmations(offers)

    assert Enrolment.objects.count() > 1


def test_two_officers_decide_one_file_once(staff):
    file = make.application(state=S.IN_REVIEW)
    colleague = make.staff()

    answers = at_once(
        [
            lambda: deciding.offer(file.pk, by=staff, reason="Oui."),
            lambda: deciding.refuse(file.pk, by=colleague, reason="Non."),
        ],
        told=TOLD,
    )

    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert Decision.objects.live().count() == 1


def test_control_without_the_look_at_the_colleague_the_second_decision_wins_silently(staff, monkeypatch):
    file = make.application(state=S.IN_REVIEW)
    colleague = make.staff()
    monkeypatch.setattr(
        deciding,
        "_replaceable",
        lambda application, **_: Decision.objects.live().filter(application=application).first(),
    )

    answers = at_once(
        [
            lambda: deciding.offer(file.pk, by=staff, reason="Oui."),
            lambda: deciding.refuse(file.pk, by=colleague, reason="Non."),
        ],
        told=TOLD,
    )

    assert not any(isinstance(answer, Refused) for answer in answers)
