import pytest

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from programs.partners import actions as partners
from programs.partners.models import Cohort, Programme
from programs.partners.states import COHORT, PROGRAMME, CohortState, ProgrammeState


def test_a_programme_is_shown_once_it_has_a_summary(staff):
    programme = make.programme(state=ProgrammeState.DRAFT, summary_fr="")
    with pytest.raises(Refused):
        partners.activate(programme.pk, by=staff)
    Programme.objects.update(summary_fr="De l’idée au marché.")

    assert partners.activate(programme.pk, by=staff).state == ProgrammeState.ACTIVE


def test_a_programme_ends_after_its_cohorts(staff):
    cohort = make.cohort()
    with pytest.raises(Refused):
        partners.end(cohort.programme_id, by=staff)
    Cohort.objects.update(state=CohortState.CLOSED)

    assert partners.end(cohort.programme_id, by=staff).state == ProgrammeState.ENDED


@pytest.mark.parametrize(
    ("verb", "state"), [pair for pair in COHORT.forbidden(CohortState.values) if pair[0] != "start"]
)
def test_moves_of_a_cohort_that_are_not_in_the_table_are_refused(staff, verb, state):
    cohort = make.cohort(state=state)

    with pytest.raises(Refused):
        getattr(partners, verb)(cohort.pk, by=staff)


@pytest.mark.parametrize(("verb", "state"), PROGRAMME.forbidden(ProgrammeState.values))
def test_moves_of_a_programme_that_are_not_in_the_table_are_refused(staff, verb, state):
    programme = make.programme()
    Programme.objects.update(state=state)

    with pytest.raises(Refused):
        getattr(partners, verb)(programme.pk, by=staff)


def test_a_cohort_walks_its_way_and_leaves_a_trace(staff):
    cohort = make.cohort()

    partners.onboard(cohort.pk, by=staff)
    Cohort.objects.update(state=CohortState.ACTIVE)
    partners.graduate(cohort.pk, by=staff)
    partners.close(cohort.pk, by=staff)

    cohort.refresh_from_db()
    assert cohort.state == CohortState.CLOSED
    assert set(Entry.objects.about(cohort).values_list("verb", flat=True)) == {"onboard", "graduate", "close"}
