"""Reminders of statements that are due, found in live rows: three days before, and once a week, three times, when late."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from incubator.outbox.kinds import kinds
from programs.statements import notices
from programs.statements.models import REMINDED, Statement

BEFORE, WEEK = timedelta(days=3), timedelta(days=7)


def occasion(due_on: date, today: date) -> str:
    """Which reminder this day belongs to; empty on days that have none."""
    late = (today - due_on).days
    if late <= 0:
        return "soon" if due_on - BEFORE <= today else ""
    return f"late{(late - 1) // WEEK.days + 1}" if late <= REMINDED.days else ""


@transaction.atomic
def plan() -> None:
    today = timezone.localdate()
    soon = Statement.objects.waiting().filter(period__due_on__range=(today - REMINDED, today + BEFORE))
    for statement in soon.select_related("period"):
        if word := occasion(statement.period.due_on, today):
            notices.statement_due(statement, occasion=word)


def register() -> None:
    kinds.plan_with("programs.statements.reminders", plan)
