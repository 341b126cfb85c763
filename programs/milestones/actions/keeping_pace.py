"""What time does to milestones: the round of the clock, in the order in which it must happen.

Participations are the business of programs.cohorts, which knows nothing of milestones: here its states and its journal are read.
What is open when a participation ends is closed; a pause that is over moves what is open by its days; only then is anything
due, or late.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from programs.cohorts.models import Enrolment
from programs.cohorts.states import GONE, PRESENT, EnrolmentState
from programs.milestones import notices
from programs.milestones.actions.moving import keep_pace as keep_pace_of
from programs.milestones.actions.moving import move
from programs.milestones.actions.planning import set_day
from programs.milestones.models import Milestone
from programs.milestones.queries import Pauses
from programs.milestones.states import AHEAD, MILESTONE, MilestoneState


def keep_pace() -> None:
    close_ended()
    shift_paused()
    fall_due()
    notices.tell_due()


def close_ended() -> None:
    ended = Milestone.objects.exclude(enrolment__state__in=PRESENT)
    for pk in ended.filter(state__in=MILESTONE.sources("close")).values_list("pk", flat=True):
        close(pk)


@transaction.atomic
def close(milestone_id: int) -> None:
    """What a graduate has handed in is still answered; of those who left or were excluded nothing is asked any more."""
    milestone = Milestone.objects.locked().with_card().get(pk=milestone_id)
    place = milestone.enrolment.state
    is_answered = milestone.state == MilestoneState.SUBMITTED and place not in GONE
    if place in PRESENT or is_answered or not MILESTONE.allows("close", milestone.state):
        return
    milestone.settled_at, milestone.settled_by, milestone.reason = timezone.now(), None, ""
    move(milestone, "close", by=None, saving=("settled_at", "settled_by", "reason"))


def shift_paused() -> None:
    """The clock stood still: what is open comes later by the days of the pause."""
    going = Enrolment.objects.active()
    pauses = Pauses.of(going)
    open_ones = Milestone.objects.open().filter(enrolment__in=list(pauses.spans), enrolment__state__in=_GOING)
    for milestone in open_ones:
        if pauses.days(milestone) > milestone.paused_days:
            shift(milestone.pk)


_GOING = (EnrolmentState.ONBOARDING, EnrolmentState.ACTIVE)


@transaction.atomic
def shift(milestone_id: int) -> None:
    milestone = Milestone.objects.locked().with_card().get(pk=milestone_id)
    paused = Pauses.of(Enrolment.objects.filter(pk=milestone.enrolment_id)).days(milestone)
    more = paused - milestone.paused_days
    if more <= 0 or not milestone.is_open:
        return
    milestone.paused_days = paused
    milestone.save(update_fields=["paused_days"])
    set_day(milestone, milestone.due_on + timedelta(days=more), verb="shift", by=None)


def fall_due() -> None:
    soon: Any = Milestone.objects.filter(state=MilestoneState.PLANNED, enrolment__state__in=_GOING)
    for pk in soon.filter(due_on__lte=timezone.localdate() + AHEAD).values_list("pk", flat=True):
        _fall_due(pk)


@transaction.atomic
def _fall_due(milestone_id: int) -> None:
    keep_pace_of(Milestone.objects.locked().get(pk=milestone_id), by=None)
