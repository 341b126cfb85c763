"""A reader asks, staff answer. No letter for staff: what waits for them stands in their queue."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from incubator.reports.indicators import INDICATORS
from incubator.reports.snapshots import notices
from incubator.reports.snapshots.discretion import stay_discreet
from incubator.reports.snapshots.models import Question, Report
from incubator.reports.snapshots.states import PUBLIC_STATES

#: Of one person on one report, waiting for an answer.
MOST_OPEN = 10


@transaction.atomic
def ask(report_id: Any, *, by: Any, text: str, code: str = "") -> Question:
    """About a published report, or one of its figures."""
    report = Report.objects.locked().get(pk=report_id)
    if report.state not in PUBLIC_STATES:
        raise Refused(_("This report is not published."))
    if code and code not in INDICATORS:
        raise Refused(_("There is no such figure."), field="code")
    if Question.objects.open().filter(report=report, asked_by=by).count() >= MOST_OPEN:
        raise Refused(_("Your earlier questions wait for an answer first."))
    made = Question.objects.create(report=report, code=code, text=text, asked_by=by)
    record("ask", made, by=by)
    return made


@transaction.atomic
def answer(question_id: Any, *, by: Any, answer: str) -> Question:
    """The asker gets it by mail. Answered once: a second thought is a new conversation."""
    rows = Question.objects.select_for_update(no_key=True, of=("self",)).select_related("report__convention")
    question = rows.get(pk=question_id)
    if question.answered_at:
        raise Refused(_("This question is answered already."))
    stay_discreet(question.report.convention, {"answer": answer})
    question.answer, question.answered_at, question.answered_by = answer, timezone.now(), by
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    record("answer", question, by=by)
    notices.question_answered(question)
    return question
