"""A new file begins with what the portal knows already: the startup's profile and the answers of the self-check."""

from datetime import date
from decimal import Decimal
from typing import Any

from programs.calls.plans import is_blank, problem
from programs.calls.shapes import FormPlan, K, QuestionPlan
from startups.models import Startup


def prefill(plan: FormPlan, startup: Startup, self_check: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """{section key: {question key: value}}; what the form would not accept is left out."""
    filled: dict[str, dict[str, Any]] = {}
    observed = _observed(startup)
    for question in plan:
        value = self_check.get(question.key)
        if is_blank(value):
            value = _fitting(question, observed.get(question.feeds, getattr(startup, question.feeds or "-", None)))
        if not is_blank(value) and question.kind not in {K.FILE, K.TABLE} and not problem(question, value):
            filled.setdefault(question.section, {})[question.key] = value
    return filled


def _observed(startup: Startup) -> dict[str, Any]:
    """The latest word of each dated fact: staff, revenue, stage, TRL."""
    latest = {row.fact: row.text or row.number for row in startup.observations.order_by("observed_on", "pk")}
    return {fact: value for fact, value in latest.items() if value is not None}


def _fitting(question: QuestionPlan, value: Any) -> Any:
    """A value of the profile as the JSON answer of this question; None when it cannot be one."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if question.kind == K.CHOICES and isinstance(value, str) and value:
        return [value]
    return value if isinstance(value, str | int | float | bool | list) else None
