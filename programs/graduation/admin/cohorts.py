"""The deed for a whole cohort, rehearsed before it is done; its page gathers steps of several slices (programs.admin)."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incubator import spoken
from incubator.outbox.rehearsal import rehearse
from programs.cohorts.states import EnrolmentState
from programs.graduation.actions import graduating
from programs.graduation.forms import GraduateManyForm
from programs.partners.models import Cohort
from programs.partners.states import CohortState
from programs.partners.steps import Foreseen, Step


def _foreseen(cohort: Cohort, values: dict[str, Any], user: Any) -> Foreseen:
    try:
        many, letters = rehearse(lambda: graduating.graduate_many(cohort.pk, by=user, **values), lambda made: made)
    except graduating.NobodyGraduates as nobody:
        return Foreseen([], [str(nobody), *_told(nobody.skipped)])
    active, graduated = (capfirst(str(EnrolmentState(state).label)) for state in ("active", "graduated"))
    after = _("%(state)s on %(day)s") % {"state": graduated, "day": spoken.day(values["on"])}
    told = ngettext("%(n)d startup is skipped:", "%(n)d startups are skipped:", len(many.skipped))
    skipped = _told(many.skipped)
    head = [told % {"n": len(skipped)}] if skipped else []
    return Foreseen([(place.startup.name, active, after) for place in many.graduated], head + skipped, letters)


def _told(skipped: list[graduating.Skipped]) -> list[str]:
    return [_("%(label)s: %(found)s") % {"label": skip.enrolment, "found": skip.why} for skip in skipped]


GRADUATE_COHORT = Step(
    "graduate_many",
    gettext_lazy("Graduate startups"),
    graduating.graduate_many,
    may=lambda cohort: cohort.state in (CohortState.ACTIVE, CohortState.GRADUATING),
    told=gettext_lazy(
        "Those who meet the criteria graduate and get their certificate by mail; the others are named with what they lack. "
        "Exceptions are made on the page of a participation."
    ),
    form=GraduateManyForm,
    form_knows=True,
    foresee=_foreseen,
    leads_to=lambda many: many.cohort,
)
