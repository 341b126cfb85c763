"""Laying out a plan, adding to it, moving a day. Dates fall on days on which the offices are open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record, record_many
from programs.cohorts.models import Enrolment
from programs.cohorts.states import PRESENT
from programs.milestones.actions.moving import keep_pace
from programs.milestones.models import Asked, Milestone, PlanTemplate, TemplateMilestone
from programs.milestones.queries import standing_on, working_days
from programs.milestones.states import CountedFrom
from programs.partners.models import Cohort

WORDS = tuple(field.name for field in Asked._meta.get_fields())


@dataclass(frozen=True)
class Laid:
    """One milestone that a plan would give a startup."""

    enrolment: Enrolment
    item: TemplateMilestone
    due_on: date


def foresee(enrolments: Any, template: PlanTemplate) -> list[Laid]:
    """What laying it out would add: who has a milestone of the plan already keeps it as it is. Raises Refused without a start."""
    places = list(enrolments.filter(state__in=PRESENT).with_card().order_by("startup__sort_key"))
    items = list(template.items.all())
    if not items:
        raise Refused(_("This plan has no milestones yet."), field="template")
    known = set(Milestone.objects.filter(enrolment__in=places).values_list("enrolment_id", "item_id"))
    wanted = [(place, item) for place in places for item in items if (place.pk, item.pk) not in known]
    raw = [_start(place, template) + timedelta(days=item.days_after) for place, item in wanted]
    working = working_days(raw)
    return [Laid(place, item, working[day]) for (place, item), day in zip(wanted, raw, strict=True)]


def _start(place: Enrolment, template: PlanTemplate) -> date:
    if template.counted_from == CountedFrom.ENROLMENT:
        return timezone.localdate(place.enrolled_at)
    if place.cohort.starts_on is None:
        raise Refused(_("This cohort has no first day yet: enter it, then lay out the plan."), field="template")
    return place.cohort.starts_on


@transaction.atomic
def lay_out(enrolment_id: int, *, by: Any, template: PlanTemplate) -> list[Milestone]:
    """For one startup. Twice is once."""
    places = Enrolment.objects.filter(pk=enrolment_id)
    list(places.locked())
    return _lay(foresee(places, template), by=by)


@transaction.atomic
def lay_out_cohort(cohort_id: int, *, by: Any, template: PlanTemplate) -> Cohort:
    """For everybody who takes part; those who came later get theirs when it is laid out again."""
    cohort = Cohort.objects.locked().get(pk=cohort_id)
    places = Enrolment.objects.filter(cohort=cohort)
    list(places.order_by("pk").locked())
    made = _lay(foresee(places, template), by=by)
    record("lay_out", cohort, by=by, plan=str(template), milestones=len(made))
    return cohort


def _lay(plan: Iterable[Laid], *, by: Any) -> list[Milestone]:
    made = Milestone.objects.bulk_create(_milestone(laid) for laid in plan)
    record_many("lay_out", [(one, {"due_on": one.due_on.isoformat()}) for one in made], by=by)
    return made


def _milestone(laid: Laid) -> Milestone:
    words = {name: getattr(laid.item, name) for name in WORDS}
    place = {"enrolment": laid.enrolment, "item": laid.item, "due_on": laid.due_on}
    return Milestone(**words, **place, state=standing_on(laid.due_on))


@transaction.atomic
def add(enrolment_id: int, *, by: Any, due_on: date, **words: Any) -> Milestone:
    """One more, of this startup only; the day is moved over closings as those of a plan are."""
    place = Enrolment.objects.locked().get(pk=enrolment_id)
    if place.state not in PRESENT:
        raise Refused(_("This participation is over."), field="enrolment")
    day = working_days([due_on])[due_on]
    made = Milestone.objects.create(enrolment=place, due_on=day, state=standing_on(day), **words)
    record("add", made, by=by, due_on=day.isoformat())
    return made


@transaction.atomic
def move_date(milestone_id: int, *, by: Any, due_on: date, reason: str) -> Milestone:
    """Another day, with a reason that the team reads."""
    milestone = Milestone.objects.locked().with_card().get(pk=milestone_id)
    if not milestone.is_open:
        raise Refused(_("This can no longer be done: the state has changed in the meantime."))
    set_day(milestone, due_on, verb="move_date", by=by, note=reason)
    return milestone


def set_day(milestone: Milestone, day: date, *, verb: str, by: Any, note: str = "") -> None:
    """The caller holds the row's lock. Nothing is written when the day is the same."""
    was, milestone.due_on = milestone.due_on, working_days([day])[day]
    if milestone.due_on == was:
        return
    milestone.save(update_fields=["due_on"])
    record(verb, milestone, by=by, note=note, was=was.isoformat(), due_on=milestone.due_on.isoformat())
    keep_pace(milestone, by=by)
