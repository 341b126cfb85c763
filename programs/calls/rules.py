"""Who is eligible, and who may do what with calls and forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from incubator.words import pick
from programs.calls.models import Call, ClosingChange, EligibilityRule, Form
from programs.calls.shapes import Answers, is_blank
from programs.calls.states import CALL, ChangeState, Operator, Verdict


@dataclass(frozen=True)
class Reason:
    """Why a rule speaks against a file, in the words of staff."""

    question_key: str
    words: dict[str, str]

    def __str__(self) -> str:
        return pick(self.words)


@dataclass(frozen=True)
class Judgement:
    verdict: str
    reasons: tuple[Reason, ...] = ()

    @property
    def is_eligible(self) -> bool:
        return self.verdict == Verdict.ELIGIBLE


def judge(rules: Iterable[EligibilityRule], answers: Answers, *, closes_at: datetime) -> Judgement:
    """The gravest verdict of the rules that are not met, with the reasons of that gravity first.

    A rule about a question that is not answered says nothing: the gap is told elsewhere.
    """
    broken = [rule for rule in rules if not meets(rule, answers.get(rule.question_key), closes_at=closes_at)]
    broken.sort(key=lambda rule: (rule.otherwise != Verdict.INELIGIBLE, rule.position, rule.pk))
    verdicts = {rule.otherwise for rule in broken}
    worst = next((v for v in (Verdict.INELIGIBLE, Verdict.TO_REVIEW) if v in verdicts), Verdict.ELIGIBLE)
    return Judgement(str(worst), tuple(Reason(rule.question_key, _words(rule)) for rule in broken))


def _words(rule: EligibilityRule) -> dict[str, str]:
    return {"fr": rule.reason_fr, "en": rule.reason_en, "ar": rule.reason_ar}


def meets(rule: EligibilityRule, value: Any, *, closes_at: datetime) -> bool:
    if is_blank(value):
        return True
    if rule.operator == Operator.YES:
        return value is True
    if rule.operator in {Operator.ONE_OF, Operator.NONE_OF}:
        among = bool({str(v) for v in _listed(value)} & {str(v) for v in rule.value})
        return among == (rule.operator == Operator.ONE_OF)
    return _within(rule, value, closes_at)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _within(rule: EligibilityRule, value: Any, closes_at: datetime) -> bool:
    limit = float(rule.value[0]) if rule.value else 0
    if rule.operator == Operator.YOUNGER:
        return date.fromisoformat(value) >= years_before(timezone.localdate(closes_at), int(limit))
    return float(value) >= limit if rule.operator == Operator.AT_LEAST else float(value) <= limit


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def may_read_call(user: Any, call: Call) -> bool:
    """Whoever sees a call (`visible_to`) may read it."""
    return True


def may_preview(user: Any, call: Call) -> bool:
    return bool(getattr(user, "is_staff", False))


def may_publish(user: Any, call: Call) -> bool:
    return user.is_staff and CALL.allows("publish", call.state)


def may_unpublish(user: Any, call: Call) -> bool:
    return user.is_staff and CALL.allows("unpublish", call.state)


def may_archive(user: Any, call: Call) -> bool:
    return user.is_staff and CALL.allows("archive", call.state)


def may_change_form(user: Any, form: Form) -> bool:
    return user.is_staff and form.frozen_at is None


def may_answer_closing(user: Any, change: ClosingChange) -> bool:
    """An earlier closing needs a second person."""
    return user.is_staff and change.state == ChangeState.PROPOSED and change.proposed_by_id != user.pk
