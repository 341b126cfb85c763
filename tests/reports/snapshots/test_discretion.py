"""What staff write names no startup where the convention names none."""

import pytest

from incubator.demo import make
from incubator.errors import Refused
from incubator.reports.snapshots.actions import questions, reviewing
from programs.cohorts.models import Enrolment
from tests.reports.snapshots import quick

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed():
    made = make.convention()
    cohort = make.cohort(of=made.programmes.get())
    Enrolment.objects.create(cohort=cohort, startup=make.startup(name="Qamartoit Énergie"))
    return made


def test_a_comment_that_names_a_startup_is_refused_beside_its_field(agreed, staff):
    report = quick.report(of=agreed)
    with pytest.raises(Refused) as refusal:
        reviewing.comment(report.pk, by=staff, comment_fr="Bravo à QAMARTOIT energie !", comment_en="Well done.")
    assert refusal.value.field == "comment_fr"

    reviewing.comment(report.pk, by=staff, comment_fr="Bravo aux qamartoits.")


def test_so_are_the_reason_of_a_correction_and_an_answer(agreed, staff):
    report = quick.report("published", of=agreed)
    asked = make.question(of=report)
    with pytest.raises(Refused):
        reviewing.correct(report.pk, by=staff, reason_fr="Qamartoit Énergie avait oublié deux emplois.")
    with pytest.raises(Refused):
        questions.answer(asked.pk, by=staff, answer="C’est Qamartoit Énergie.")


def test_where_names_may_be_seen_they_may_be_written(agreed, staff):
    agreed.may_see_names = True
    agreed.save()

    assert reviewing.comment(quick.report(of=agreed).pk, by=staff, comment_fr="Bravo à Qamartoit Énergie.").comment_fr
