"""Reads that several pages of calls share."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from incubator.prepared import prepared
from programs.calls.models import Call, EligibilityRule, QuestionAndAnswer
from programs.calls.plans import FormPlan, QuestionPlan
from programs.calls.states import Phase

#: Older calls leave the public list; their own pages stay.
MOST_LISTED = 60
MOST_CHECKED = 8


@dataclass(frozen=True)
class Listed:
    open: list[Call]
    scheduled: list[Call]
    closed: list[Call]


def listed(now: datetime | None = None) -> Listed:
    """The public list in one query: open calls by closing, coming ones by opening, closed ones latest first."""
    now = now or timezone.now()
    calls = list(Call.objects.published().with_card().order_by("-closes_at", "pk")[:MOST_LISTED])
    by_phase = {phase: [call for call in calls if call.phase(now) == phase] for phase in Phase}
    return Listed(
        open=sorted(by_phase[Phase.OPEN], key=lambda call: call.closes_at),
        scheduled=sorted(by_phase[Phase.SCHEDULED], key=lambda call: call.opens_at),
        closed=by_phase[Phase.CLOSED],
    )


def public() -> list[Call]:
    """What feeds and calendars tell, in two queries."""
    return list(Call.objects.published().prefetch_related("closing_changes").order_by("-closes_at", "pk")[:MOST_LISTED])


def checked_rules(call: Call) -> list[EligibilityRule]:
    """The rules that the self-check asks about."""
    return _checked(call.form_id) if call.form_id else []


@prepared
def _checked(form: int) -> QuerySet[EligibilityRule]:
    return EligibilityRule.objects.filter(form=form, in_self_check=True)


def faq(call: Call) -> list[QuestionAndAnswer]:
    return _faq(call.pk)


@prepared
def _faq(call: int) -> QuerySet[QuestionAndAnswer]:
    return QuestionAndAnswer.objects.filter(call=call)


def checked_questions(plan: FormPlan, rules: list[EligibilityRule]) -> list[QuestionPlan]:
    """Their questions and those that these depend on, in the order of the form, eight at most."""
    wanted: set[str] = set()
    for rule in rules:
        key = rule.question_key
        while key in plan.by_key and key not in wanted:
            wanted.add(key)
            key = plan.by_key[key].condition.get("question", "")
    return [question for question in plan if question.key in wanted][:MOST_CHECKED]
