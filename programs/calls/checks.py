"""What keeps a call from being published, and what a copied call still has to be looked over for."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.calls.models import Call
from programs.calls.plans import FormPlan, QuestionPlan, plan_of
from programs.calls.shapes import K

LANGUAGES = {"fr": gettext_lazy("French"), "en": gettext_lazy("English"), "ar": gettext_lazy("Arabic")}
TEXTS = {
    "title": gettext_lazy("title"),
    "summary": gettext_lazy("sentence"),
    "purpose": gettext_lazy("purpose"),
    "who": gettext_lazy("who can apply"),
}

#: What a new edition asks staff to look over, in this order.
TO_CHECK: dict[str, Any] = {
    "dates": gettext_lazy("Dates: they were moved to working days; feasts that follow the moon are estimates."),
    "texts": gettext_lazy("Texts: do they still name last year, its cohort or its amounts?"),
    "places": gettext_lazy("Places of the call and of the cohort."),
    "form": gettext_lazy("Questions of the form."),
    "rules": gettext_lazy("Rules of eligibility."),
    "faq": gettext_lazy("Questions and answers."),
}


def lacking(call: Call) -> list[str]:
    """Everything at once, in words: an empty list means that the call may be published."""
    return [*_dates(call), *_texts(call), *_unchecked(call), *form_problems(call)]


def _dates(call: Call) -> Iterator[str]:
    if call.closes_at <= timezone.now():
        yield _("The closing lies in the past.")
    if call.results_on and call.results_on < timezone.localdate(call.closes_at):
        yield _("The results are announced before the closing.")
    if call.starts_on and call.results_on and call.starts_on < call.results_on:
        yield _("The programme starts before the results.")


def _texts(call: Call) -> Iterator[str]:
    for name, word in TEXTS.items():
        absent = [str(LANGUAGES[code]) for code in LANGUAGES if not getattr(call, f"{name}_{code}")]
        if absent:
            yield _("Missing: %(text)s (%(languages)s).") % {"text": word, "languages": ", ".join(absent)}


def _unchecked(call: Call) -> Iterator[str]:
    if call.to_check:
        yield _("The list of what to check after copying is not finished.")


def form_problems(call: Call) -> list[str]:
    if call.form_id is None:
        return [_("The call has no form.")]
    plan = plan_of(call.form_id)
    empty = [_("Section “%(title)s” has no question.") % {"title": s.title} for s in plan.sections if not s.questions]
    if not plan.sections:
        empty = [_("The form has no question.")]
    twice = [key for key, times in Counter(question.key for question in plan).items() if times > 1]
    doubled = [_("Two questions have the key “%(key)s”.") % {"key": key} for key in twice]
    rules = [
        _("A rule of eligibility names a question that does not exist: %(key)s.") % {"key": rule.question_key}
        for rule in call.form.rules.all()  # type: ignore[union-attr]
        if rule.question_key not in plan.by_key
    ]
    return [*empty, *doubled, *(told for question in plan for told in _question(question, plan)), *rules]


def _question(question: QuestionPlan, plan: FormPlan) -> Iterator[str]:
    named = {"question": question.label}
    absent = [str(LANGUAGES[code]) for code in LANGUAGES if not question.labels.get(code)]
    if absent:
        yield _("Question “%(question)s” is not translated (%(languages)s).") % {
            **named,
            "languages": ", ".join(absent),
        }
    if question.kind in {K.CHOICE, K.CHOICES} and len(question.options) < 2:
        yield _("Question “%(question)s” offers fewer than two choices.") % named
    if question.kind == K.TABLE and not question.columns:
        yield _("Question “%(question)s” has no column.") % named
    if question.condition and not _comes_before(question.condition.get("question", ""), question.key, plan):
        yield _("Question “%(question)s” depends on a question that does not come before it.") % named


def _comes_before(earlier: str, key: str, plan: FormPlan) -> bool:
    keys = [question.key for question in plan]
    return earlier in keys and keys.index(earlier) < keys.index(key)
