"""Reading forms, and what answers lead to: which questions are asked, what is missing, how much is done.

Frozen forms never change, so their plans are kept by the process; no query after `plan_of`.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from programs.calls.lists import LISTS
from programs.calls.models import Form, Question, Section
from programs.calls.shapes import Answers, Column, FormPlan, K, Option, QuestionPlan, SectionPlan, is_blank
from programs.calls.shown import shown, shown_rows, teller

__all__ = [
    "Answers",
    "FormPlan",
    "Missing",
    "QuestionPlan",
    "SectionPlan",
    "asked",
    "complete",
    "is_blank",
    "missing",
    "plan_of",
    "relevant",
    "shown",
    "shown_rows",
    "teller",
]


@dataclass(frozen=True)
class Missing:
    section: SectionPlan
    question: QuestionPlan
    reason: str


_frozen: dict[int, FormPlan] = {}


def plan_of(form_id: int) -> FormPlan:
    """Three queries at most, none for a frozen form that this process has read before."""
    if form_id in _frozen:
        return _frozen[form_id]
    form = Form.objects.get(pk=form_id)
    plan = _read(form)
    if form.frozen_at:
        _frozen[form_id] = plan
    return plan


def _read(form: Form) -> FormPlan:
    questions: dict[int, list[Question]] = {}
    for question in Question.objects.filter(section__form=form):
        questions.setdefault(question.section_id, []).append(question)
    sections = tuple(_section(section, questions.get(section.pk, [])) for section in form.sections.all())
    return FormPlan(form.pk, form.name, form.version, sections)


def _section(section: Section, questions: list[Question]) -> SectionPlan:
    asked_here = tuple(_question(section.key, question) for question in questions)
    return SectionPlan(section.key, _words(section, "title"), _words(section, "intro"), asked_here)


def _question(section: str, row: Question) -> QuestionPlan:
    same = (
        "key",
        "kind",
        "is_required",
        "minimum",
        "maximum",
        "decimals",
        "unit",
        "listed",
        "condition",
        "feeds",
        "is_blinded",
    )
    return QuestionPlan(
        section=section,
        labels=_words(row, "label"),
        helps=_words(row, "help"),
        options=_offered(row),
        columns=tuple(Column(c["key"], c.get("kind", "line"), c, _options(c.get("options", []))) for c in row.columns),
        **{name: getattr(row, name) for name in same},
    )


def _words(row: Any, name: str) -> dict[str, str]:
    return {code: getattr(row, f"{name}_{code}") for code in ("fr", "en", "ar")}


def _offered(row: Question) -> tuple[Option, ...]:
    if house := LISTS.get(row.listed):
        return tuple(Option(member.value, member.label) for member in house)
    return _options(row.options)


def _options(rows: list[dict[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(row["value"], row) for row in rows)


def asked(plan: FormPlan, answers: Answers) -> set[str]:
    """The keys of the questions that these answers lead to; a condition on a question that is not asked itself is not met."""
    keys: set[str] = set()
    for question in plan:
        if _holds(question.condition, answers, keys, plan):
            keys.add(question.key)
    return keys


def _holds(condition: dict[str, Any], answers: Answers, keys: set[str], plan: FormPlan) -> bool:
    earlier = condition.get("question", "")
    if earlier not in plan.by_key:
        return True
    given = _comparable(answers.get(earlier))
    if earlier not in keys or not given:
        return False
    if excluded := condition.get("none_of"):
        return not given & {str(value) for value in excluded}
    return bool(given & {str(value) for value in condition.get("one_of", [])})


def _comparable(value: Any) -> set[str]:
    if isinstance(value, bool):
        return {"yes" if value else "no"}
    if isinstance(value, list):
        return {str(item) for item in value}
    return set() if is_blank(value) else {str(value)}


def relevant(plan: FormPlan, answers: Answers) -> dict[str, Any]:
    """What may be sent: answers to questions that are asked, without blanks."""
    keys = asked(plan, answers)
    return {q.key: answers[q.key] for q in plan if q.key in keys and not is_blank(answers.get(q.key))}


def missing(plan: FormPlan, answers: Answers) -> list[Missing]:
    """What keeps the file from being sent, in the order of the form."""
    keys = asked(plan, answers)
    lacking = []
    for section in plan.sections:
        for question in section.questions:
            reason = problem(question, answers.get(question.key)) if question.key in keys else ""
            if reason:
                lacking.append(Missing(section, question, reason))
    return lacking


def problem(question: QuestionPlan, value: Any) -> str:
    """Why this stored answer does not do, or nothing. What was typed is checked by the fields; this sees gaps and changed forms."""
    if is_blank(value):
        return _("not answered yet") if question.is_required else ""
    if question.kind in {K.CHOICE, K.CHOICES} and not _comparable(value) <= set(question.by_value):
        return _("this choice is no longer offered")
    size = (
        len(value) if question.kind in {K.LINE, K.TEXT, K.CHOICES, K.TABLE} and isinstance(value, str | list) else None
    )
    if size is None:
        return ""
    if size < question.least:
        return _("too short") if isinstance(value, str) else _("not enough of them")
    return _("too long") if size > question.most else ""


def complete(plan: FormPlan, answers: Answers) -> float:
    """The share of the required questions that is answered, between 0 and 1."""
    keys = asked(plan, answers)
    needed = [q for q in plan if q.key in keys and q.is_required]
    return sum(not is_blank(answers.get(q.key)) for q in needed) / len(needed) if needed else 1.0
