"""Reminders and late flags that are due now, found in live rows: moving a day or answering needs no clean-up.

Each is posted once per person and occasion; an occasion names the day it speaks of, so a new day is told anew.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from incubator.outbox.kinds import kinds
from incubator.outbox.quiet import calm
from services.requests import notices
from services.requests.models import Request, RequestDelivery, RequestScope, RequestStep
from services.requests.states import ProposalState, RequestState

S, P = RequestState, ProposalState
A_DAY, MORNING = timedelta(days=1), time(9)
#: A proposal is called to mind so long before it runs out, a step before its day, a delivery so long after it came.
BEFORE = 2 * A_DAY
AFTER = (("3", 3 * A_DAY), ("7", 7 * A_DAY))


def _at(day: date, hour: time = MORNING) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def _over(day: date) -> datetime:
    return _at(day + A_DAY, time(0))


def plan_scopes() -> None:
    """Two days before a proposal runs out, unless it was made later than that."""
    now, today = timezone.now(), timezone.localdate()
    rows = RequestScope.objects.filter(
        state=P.OPEN, request__state=S.SCOPED, valid_until__range=(today, today + BEFORE)
    )
    for scope in rows.select_related("request__startup", "request__officer"):
        due = _at(scope.valid_until - BEFORE)
        if scope.proposed_at < due <= now:
            with transaction.atomic():
                notices.scope_waiting(scope, not_after=_over(scope.valid_until))


def plan_steps() -> None:
    """Two days before a step is due, to both sides, unless it was agreed later than that."""
    now, today = timezone.now(), timezone.localdate()
    rows = RequestStep.objects.filter(
        scope__state=P.ACCEPTED,
        scope__request__state=S.IN_PROGRESS,
        done_at=None,
        due_on__range=(today, today + BEFORE),
    )
    for step in rows.select_related("scope__request__startup", "scope__request__officer"):
        agreed = step.scope.answered_at
        if step.due_on and agreed and agreed < _at(step.due_on - BEFORE) <= now:
            with transaction.atomic():
                notices.step_due(step.scope.request, step, not_after=_over(step.due_on))


def plan_deliveries() -> None:
    """Three and seven days after a delivery that nobody answered; the first is left out when the second is due."""
    now = timezone.now()
    rows = RequestDelivery.objects.filter(
        accepted_at=None, returned_at=None, request__state=S.DELIVERED, delivered_at__lte=now - AFTER[0][1] + A_DAY
    )
    for delivery in rows.select_related("request__startup", "request__officer"):
        due = [offset for offset, after in AFTER if calm(delivery.delivered_at + after) <= now]
        if due:
            with transaction.atomic():
                notices.delivery_waiting(delivery, offset=due[-1])


def plan_late() -> None:
    """What is late is told to the officer once: the answer, the work, a step."""
    now, today = timezone.now(), timezone.localdate()
    for request in Request.objects.late(now).with_card():
        with transaction.atomic():
            notices.request_late(request, what=_what(request, now, today))


def _what(request: Request, now: datetime, today: date) -> str:
    if request.is_answer_late(now):
        return f"answer:{request.triage_due_at:%Y-%m-%d}"
    if request.is_work_late(today):
        return f"work:{request.due_on}"
    return "step:" + "-".join(str(step.pk) for step in _late_steps(request, today))


def _late_steps(request: Request, today: date) -> list[RequestStep]:
    rows = RequestStep.objects.filter(scope__request=request, scope__state=P.ACCEPTED, done_at=None, due_on__lt=today)
    return list(rows.order_by("pk"))


def register() -> None:
    for name, planner in (
        ("scopes", plan_scopes),
        ("steps", plan_steps),
        ("deliveries", plan_deliveries),
        ("late", plan_late),
    ):
        kinds.plan_with(f"services.requests.{name}", planner)
