"""Makers of graduations and of what comes afterwards, reached by walking the actions."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from incubator.demo.make_people import staff
from incubator.demo.make_startups import owner_of
from incubator.demo.make_statements import enrolment
from programs.calls.models import Call
from programs.cohorts import actions as cohorts
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.graduation.actions import following, graduating, parting
from programs.graduation.models import Farewell, FollowUp, Graduation, GraduationRule
from programs.partners.models import Cohort, Programme
from startups.models import Startup

PITCH = {"name_fr": "Pitch devant le comité", "name_en": "Pitch before the committee", "name_ar": "عرض أمام اللجنة"}


def graduation_rule(*, of: Programme, by_hand: bool = False, **values: Any) -> GraduationRule:
    made = GraduationRule.objects.create(programme=of, **values)
    if by_hand:
        made.criteria.create(position=1, **PITCH)
    return made


def active(*, of: Cohort | None = None, who: Startup | None = None, by: Call | None = None) -> Enrolment:
    """A participation in a cohort that has started."""
    made = enrolment(of=of, who=who, by=by)
    if made.state == EnrolmentState.ONBOARDING and made.cohort.state != "active":
        cohorts.start(made.cohort_id, by=staff())
    Enrolment.objects.filter(pk=made.pk, state=EnrolmentState.ONBOARDING).update(state=EnrolmentState.ACTIVE)
    return Enrolment.objects.with_card().get(pk=made.pk)


def graduation(*, of: Enrolment | None = None, on: date | None = None, reason: str = "") -> Graduation:
    place = of or active()
    graduating.graduate(place.pk, by=staff(), on=on or timezone.localdate(), reason=reason)
    return Graduation.objects.with_card().get(enrolment=place)


def farewell(*, of: Graduation | None = None, score: int = 9, comment: str = "") -> Farewell:
    made = of or graduation()
    return parting.say(made.pk, by=owner_of(made.enrolment.startup), score=score, comment=comment)


def follow_up(*, of: Enrolment | None = None, months: int = 12, due_in: int = 0) -> FollowUp:
    """Due today unless told otherwise."""
    place = of or graduation().enrolment
    following.begin_due()
    day = timezone.localdate() + timedelta(days=due_in)
    FollowUp.objects.filter(enrolment=place, months=months).update(due_on=day)
    return FollowUp.objects.with_card().get(enrolment=place, months=months)
