"""What the startup's passport knows for the questions of a form: dated facts, fresh or old (see startups.freshness)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from programs.calls.plans import is_blank, problem
from programs.calls.shapes import K, QuestionPlan
from startups.models import Observation
from startups.states import Fact


@dataclass(frozen=True)
class Offer:
    """The answer that a fact would be, and the day on which it was so."""

    value: Any
    day: date
    is_stale: bool


def offers(questions: Iterable[QuestionPlan], startup_id: int) -> dict[str, Offer]:
    """{question key: offer} for the questions about a known fact; one query, none when no question is."""
    asked = {question.key: question for question in questions if question.feeds in Fact.values}
    if not asked:
        return {}
    facts = {row.fact: row for row in Observation.objects.last_words(startup_id)}
    made = {key: _offer(one, facts[one.feeds]) for key, one in asked.items() if one.feeds in facts}
    return {key: offer for key, offer in made.items() if offer}


def _offer(question: QuestionPlan, row: Observation) -> Offer | None:
    value = fitting(question, row.text or row.number)
    if is_blank(value) or question.kind in {K.FILE, K.TABLE} or problem(question, value):
        return None
    return Offer(value, row.observed_on, row.is_stale)


def fitting(question: QuestionPlan, value: Any) -> Any:
    """A value of the record as the JSON answer of this question; None when it cannot be one."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if question.kind == K.CHOICES and isinstance(value, str) and value:
        return [value]
    return value if isinstance(value, str | int | float | bool | list) else None
