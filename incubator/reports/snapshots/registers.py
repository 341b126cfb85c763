"""What this slice tells the floor: letters, personal data, work queues."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare, unlinked, values_of
from incubator.desk import Queue, add_queue
from incubator.reports.snapshots import notices
from incubator.reports.snapshots.models import Question, Report, Schedule

#: What funders may ask about is kept ten years (domain.md 1.7).
MONTHS = 120

#: (key, words, list, what is asked of it, position, urgent)
QUEUES: tuple[tuple[str, Any, Any, str, int, bool], ...] = (
    ("failed", _("Reports that could not be made"), Report, "standing=failed", 62, True),
    ("stumbling", _("Report schedules that fail"), Schedule, "stumbling=yes", 63, True),
    ("to_review", _("Reports to review"), Report, "standing=to_review", 64, False),
    ("open", _("Questions of partners"), Question, "standing=open", 65, False),
)


def _queue(key: str, label: Any, model: Any, asked: str, *rest: Any) -> Queue:
    """The key is the word of the model's rows that it counts."""
    listed = f"admin:reports_{model._meta.model_name}_changelist"
    position, is_urgent = rest
    return Queue(
        f"reports.{key}",
        label,
        lambda user, now: getattr(model.objects.visible_to(user), key)(),
        lambda user: f"{reverse(listed)}?{asked}",
        position=position,
        is_urgent=is_urgent,
    )


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
    for queue in QUEUES:
        add_queue(_queue(*queue))
