"""Reminders of statements that are due, found in live rows: a week before, on the day, and three times when late."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from incubator.outbox.kinds import kinds
from programs.statements import notices
from programs.statements.models import Statement

WEEK = timedelta(days=7)
#: So often a late statement is asked for; then staff call.
MOST = 3


def occasion(due_on: date, today: date) -> str:
    """Which reminder this day belongs to; empty on days that have none."""
    late = (today - due_on).days
    if late <= 0:
        return "day" if late == 0 else "week" if due_on - WEEK <= today else ""
    number = (late - 1) // WEEK.days + 1
    return f"late{number}" if number <= MOST else ""


@transaction.atomic
def plan() -> None:
    today = timezone.localdate()
    soon = Statement.objects.waiting().filter(period__due_on__lte=today + WEEK, period__due_on__gte=today - MOST * WEEK)
    for statement in soon.select_related("period"):
        if word := occasion(statement.period.due_on, today):
            notices.statement_due(statement, occasion=word)


def register() -> None:
    kinds.plan_with("programs.statements.reminders", plan)
