"""What a sent file says of the startup becomes dated facts of its passport."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from incubator.errors import Refused
from programs.applications.models import Application, Version
from programs.calls.plans import plan_of
from startups.actions import profile
from startups.models import Observation
from startups.states import Fact


def carry_facts(application: Application, version: Version, *, by: Any) -> None:
    """In the name of the receipt, on the day of the sending. What the passport says already, and is fresh, is not said again.

    The caller holds the startup's row. An answer that cannot be the fact (a scale of its own) keeps nobody from sending.
    """
    asked = {q.feeds: version.answers[q.key] for q in plan_of(version.form_id) if _is_told(q, version.answers)}
    if not asked:
        return
    known = {row.fact: row for row in Observation.objects.last_words(application.startup_id)}
    day = min(timezone.localdate(version.sent_at), timezone.localdate())
    for fact, value in asked.items():
        measured = _measured(fact, value)
        if measured and not _is_known(known.get(fact), measured):
            told = {"observed_on": day, "source": application.receipt, "by": by}
            profile.observe(application.startup_id, fact=fact, value=measured[0] or measured[1], **told)


def _is_told(question: Any, answers: dict[str, Any]) -> bool:
    return question.feeds in Fact.values and question.key in answers


def _measured(fact: str, value: Any) -> tuple[str, Decimal | None] | None:
    try:
        return profile.measured(fact, value[0] if isinstance(value, list) and len(value) == 1 else value)
    except Refused:
        return None


def _is_known(row: Observation | None, measured: tuple[str, Decimal | None]) -> bool:
    return bool(row and (row.text, row.number) == measured and not row.is_stale)
