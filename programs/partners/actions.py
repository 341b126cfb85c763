"""The only code that changes the state of programmes and cohorts; starting a cohort is an enrolment matter (programs.cohorts)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.partners.models import Cohort, Programme
from programs.partners.states import COHORT, PROGRAMME, CohortState


@transaction.atomic
def activate(programme_id: int, *, by: Any) -> Programme:
    """Shows the programme to the public; it needs its name and summary in French at least."""
    programme = Programme.objects.locked().get(pk=programme_id)
    if not programme.summary_fr:
        raise Refused(_("Write a summary first: the public page shows it."))
    return _move_programme(programme, "activate", by=by)


@transaction.atomic
def end(programme_id: int, *, by: Any) -> Programme:
    programme = Programme.objects.locked().get(pk=programme_id)
    if programme.cohorts.exclude(state=CohortState.CLOSED).exists():
        raise Refused(_("Close its cohorts first."))
    return _move_programme(programme, "end", by=by)


@transaction.atomic
def onboard(cohort_id: int, *, by: Any) -> Cohort:
    return _move_cohort(cohort_id, "onboard", by=by)


@transaction.atomic
def graduate(cohort_id: int, *, by: Any) -> Cohort:
    return _move_cohort(cohort_id, "graduate", by=by)


@transaction.atomic
def close(cohort_id: int, *, by: Any) -> Cohort:
    return _move_cohort(cohort_id, "close", by=by)


def _move_programme(programme: Programme, verb: str, *, by: Any) -> Programme:
    programme.state = PROGRAMME.after(verb, programme.state)
    programme.save(update_fields=["state"])
    record(verb, programme, by=by)
    return programme


def _move_cohort(cohort_id: int, verb: str, *, by: Any) -> Cohort:
    cohort = Cohort.objects.locked().get(pk=cohort_id)
    cohort.state = COHORT.after(verb, cohort.state)
    cohort.save(update_fields=["state"])
    record(verb, cohort, by=by)
    return cohort
