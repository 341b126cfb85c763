"""What this slice tells the floor: letters, personal data, work queues."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare, unlinked, values_of
from incubator.desk import Queue, add_queue
from incubator.reports.snapshots import notices
from incubator.reports.snapshots.models import Question, Report, Schedule

#: What funders may ask about is kept ten years (domain.md 1.7).
MONTHS = 120
REPORTS, QUESTIONS, SCHEDULES = (f"admin:reports_{name}_changelist" for name in ("report", "question", "schedule"))


def _list(name: str, asked: str) -> Callable[[Any], str]:
    return lambda user: f"{reverse(name)}?{asked}"


def _queues() -> list[Queue]:
    return [
        Queue(
            "reports.failed",
            _("Reports that could not be made"),
            lambda user: Report.objects.visible_to(user).failed().count(),
            _list(REPORTS, "standing=failed"),
            position=62,
            is_urgent=True,
        ),
        Queue(
            "reports.stumbling",
            _("Report schedules that fail"),
            lambda user: Schedule.objects.visible_to(user).stumbling().count(),
            _list(SCHEDULES, "stumbling=yes"),
            position=63,
            is_urgent=True,
        ),
        Queue(
            "reports.review",
            _("Reports to review"),
            lambda user: Report.objects.visible_to(user).to_review().count(),
            _list(REPORTS, "standing=to_review"),
            position=64,
        ),
        Queue(
            "reports.questions",
            _("Questions of partners"),
            lambda user: Question.objects.visible_to(user).open().count(),
            _list(QUESTIONS, "standing=open"),
            position=65,
        ),
    ]


def register() -> None:
    """Called once, when all apps are there."""
    notices.register()
    purpose, basis = _("reports for the partners"), _("agreement with the partners")
    asked = values_of(Report, "asked_by", "convention__title_fr", "first_day", "last_day", "asked_at")
    declare(Holding("reports.Report", purpose, basis, MONTHS, asked, unlinked(Report, "asked_by", "reviewed_by")))
    kept = values_of(Schedule, "owner", "convention__title_fr", "rule")
    declare(Holding("reports.Schedule", purpose, basis, MONTHS, kept, unlinked(Schedule, "owner")))
    said = values_of(Question, "asked_by", "text", "asked_at", "answer", "answered_at")
    declare(Holding("reports.Question", purpose, basis, MONTHS, said, unlinked(Question, "asked_by", "answered_by")))
    for queue in _queues():
        add_queue(queue)
