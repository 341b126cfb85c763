"""Milestone plans of both programmes; the running cohort stands in the middle of its own, each startup a little elsewhere."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.season.answers import deck
from incubator.demo.season.milestone_words import DONE, MISSING, PLANS, WAIVED
from incubator.demo.season.seed import day
from programs.cohorts.models import Enrolment
from programs.milestones.actions import handing_in, planning
from programs.milestones.models import Milestone, PlanTemplate, TemplateMilestone
from programs.partners.models import Cohort, Programme
from startups.models import Membership

#: How each startup walked through the first milestones; the first is the demonstration's founder's. v validated, w waived,
#: r returned, s submitted, - nothing handed in.
WALKS = ("vwvrs", "vvvs-", "vvv--", "vvvvv", "vvs--")


def season_of_milestones(offers: dict[str, Programme], running: Cohort, *, by: User) -> None:
    plans = {code: _plan(offers[code], told) for code, told in PLANS.items()}
    planning.lay_out_cohort(running.pk, by=by, template=plans[running.programme.code])
    places = list(Enrolment.objects.active().filter(cohort=running).order_by("pk"))
    for place, walk in zip(places, WALKS, strict=False):
        owner = Membership.objects.owners().filter(startup=place.startup_id).order_by("pk").first()
        for one, step in zip(Milestone.objects.filter(enrolment=place).in_order(), walk, strict=False):
            _walk(one, step, founder=owner.person if owner else by, by=by)


def _plan(programme: Programme, told: dict[str, Any]) -> PlanTemplate:
    made = PlanTemplate.objects.create(programme=programme, **told["name"])
    for position, (days, wants, words) in enumerate(told["items"], start=1):
        when = {"position": position, "days_after": days, "wants_evidence": wants}
        TemplateMilestone.objects.create(template=made, **when, **words)
    return made


def _walk(one: Milestone, step: str, *, founder: User, by: User) -> None:
    if step == "w":
        handing_in.waive(one.pk, by=by, reason=WAIVED)
    if step in "vrs":
        handing_in.attach(one.pk, by=founder, upload=deck(one.enrolment.startup))
        handing_in.submit(one.pk, by=founder, evidence=DONE)
    if step == "v":
        handing_in.validate(one.pk, by=by)
    if step == "r":
        handing_in.return_(one.pk, by=by, reason=MISSING, due_on=day(6))
    _date_back(one.pk)


def _date_back(pk: int) -> None:
    """It was handed in two days before its day, and answered three days after it."""
    one = Milestone.objects.get(pk=pk)
    if not one.is_settled:
        return
    noon = timezone.make_aware(datetime.combine(one.due_on, time(12)))
    sent = noon - timedelta(days=2) if one.submitted_at else None
    Milestone.objects.filter(pk=pk).update(submitted_at=sent, settled_at=min(noon + timedelta(days=3), timezone.now()))
