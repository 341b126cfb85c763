"""A whole cohort anew: cohort, call, form, plan, reporting periods, allowances, messages, in one transaction or not at all."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.calls.actions.editions import new_edition
from programs.messages.actions import take_over
from programs.milestones.actions.copying import copy_plan
from programs.milestones.models import PlanTemplate
from programs.partners.models import Cohort
from programs.statements.models import Period
from services.editions.plans import Edition, NewPeriod, Wanted, rehearse
from services.ledger.models import Allowance

LANGUAGES = ("fr", "en", "ar")


@transaction.atomic
def begin_anew(cohort_id: int, wanted: Wanted, *, by: Any) -> Cohort:
    """Everything that the rehearsal showed. The cohort is locked: the same code twice is refused the second time."""
    cohort = Cohort.objects.locked().select_related("programme").get(pk=cohort_id)
    if wanted.starts_on <= timezone.localdate():
        raise Refused(_("The new cohort starts in the past."), field="starts_on")
    if Cohort.objects.filter(code=wanted.code).exists():
        raise Refused(_("There is a cohort with this code already."), field="code")
    edition = rehearse(cohort, wanted)
    made = _cohort(edition, by=by)
    for plan, _days in edition.plans:
        copy_plan(plan.pk, names=_plan_names(plan, wanted), by=by)
    for period in edition.periods:
        _plan_period(made, period, by=by)
    Allowance.objects.bulk_create(
        Allowance(
            cohort=made, kind=one.kind, service=one.service, source=one.source, amount=one.amount, months=one.months
        )
        for one in edition.allowances
    )
    take_over(made.pk, source=cohort.pk, by=by)
    record("begin_anew", made, by=by, copied_from=cohort.code)
    return made


def _cohort(edition: Edition, *, by: Any) -> Cohort:
    """With its call, which makes it; or by itself when there was none. Its days are those of the rehearsal."""
    wanted, before = edition.wanted, edition.cohort
    if edition.call and edition.opens_on:
        try:
            call = new_edition(edition.call.pk, opens_on=edition.opens_on, code=wanted.code, names=wanted.names, by=by)
        except Refused as refusal:
            raise Refused(
                str(refusal), field="starts_on" if refusal.field == "opens_on" else refusal.field
            ) from refusal
        call.starts_on = edition.starts_on
        call.save(update_fields=["starts_on"])
        made = call.cohort
    else:
        names = {f"name_{code}": wanted.names[code] for code in LANGUAGES}
        made = Cohort(programme=before.programme, code=wanted.code, places=before.places, **names)
    made.starts_on, made.ends_on = edition.starts_on, edition.ends_on
    made.save()
    return made


def _plan_names(plan: PlanTemplate, wanted: Wanted) -> dict[str, str]:
    """The name of the plan with that of the cohort, in the languages that have both."""
    told = {code: (getattr(plan, f"name_{code}"), wanted.names.get(code, "")) for code in LANGUAGES}
    return {code: f"{name} – {cohort}" if name and cohort else name for code, (name, cohort) in told.items()}


def _plan_period(cohort: Cohort, planned: NewPeriod, *, by: Any) -> None:
    titles = {f"title_{code}": getattr(planned.source, f"title_{code}") for code in LANGUAGES}
    days = {"first_day": planned.first_day, "last_day": planned.last_day, "due_on": planned.due_on}
    record("plan", Period.objects.create(cohort=cohort, **titles, **days), by=by)
