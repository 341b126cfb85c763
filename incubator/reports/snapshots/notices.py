"""Who is told of a report: whoever reads for the partner, in her language. Figures of the programme, never a startup's name."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter
from incubator.outbox.post import post
from incubator.reports.indicators import HEADLINES
from incubator.reports.privacy import FEWEST
from incubator.reports.snapshots.models import Question, Report
from incubator.reports.snapshots.said import label_of, said
from incubator.reports.snapshots.shapes import Snapshot
from programs.partners.models import Mandate

UNIT = "reports.snapshots"
#: So many figures stand in a letter.
FEW = 3


def report_published(report: Report) -> None:
    """One letter for each live mandate; a correction says what it corrects."""
    kind = "report_corrected" if report.replaces_id else "report_published"
    mandates = Mandate.objects.live().filter(partner=report.convention.partner_id, person__is_active=True)
    for person in {mandate.person for mandate in mandates.select_related("person")}:
        post(f"{UNIT}.{kind}", to=person, about=report, once=f"{kind}:{report.pk}:{person.pk}")


def question_answered(question: Question) -> None:
    if question.asked_by is not None:
        once = f"question_answered:{question.pk}"
        post(f"{UNIT}.question_answered", to=question.asked_by, about=question, once=once)


def headlines(report: Report) -> list[dict[str, str]]:
    """The first figures that have a value, with their target; those of too few startups are left out."""
    told = Snapshot.read(report.payload or {})
    keeps, found = report.convention.keeps_small_cells, []
    for code in HEADLINES:
        number = told.numbers.get(code)
        if number is None or number.value is None or (0 < number.base < FEWEST and not keeps):
            continue
        target = said(code, number.target) if number.target is not None else ""
        found.append({"label": label_of(code), "value": said(code, number.value), "target": target})
    return found[:FEW]


def _report(letter: Letter) -> dict[str, Any] | None:
    """Nothing when it is no longer the version that holds, or whoever was to read it no longer reads for the partner."""
    rows = Report.objects.published().select_related("convention__partner__organisation", "cohort__programme")
    report = rows.filter(pk=letter.key_of_thing).first()
    if report is None or not _reads(letter.person_id, report):
        return None
    with translation.override(letter.spoken_language):
        return {
            "report": report.convention.title,
            "cohort": str(report.cohort) if report.cohort else "",
            "first": spoken.day(report.first_day),
            "last": spoken.day(report.last_day),
            "headlines": headlines(report),
            "comment": report.comment,
            "reason": report.reason,
            "url": settings.SITE_URL + report.get_absolute_url(),
        }


def _answer(letter: Letter) -> dict[str, Any] | None:
    question = Question.objects.select_related("report__convention").filter(pk=letter.key_of_thing).first()
    if question is None or not question.answered_at or not _reads(letter.person_id, question.report):
        return None
    with translation.override(letter.spoken_language):
        return {
            "report": question.report.convention.title,
            "question": question.text,
            "answer": question.answer,
            "url": settings.SITE_URL + question.report.get_absolute_url(),
        }


def _reads(person: int | None, report: Report) -> bool:
    return Mandate.objects.live().filter(partner=report.convention.partner_id, person=person).exists()


def register() -> None:
    kinds.register(
        Kind(f"{UNIT}.report_published", _report, label=_("report published")),
        Kind(f"{UNIT}.report_corrected", _report, label=_("report corrected")),
        Kind(f"{UNIT}.question_answered", _answer, label=_("question answered")),
    )
