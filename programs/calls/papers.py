"""The whole form on paper, to prepare answers away from the screen."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator import paper, spoken
from programs.calls.forms import condition_in_words
from programs.calls.models import Call
from programs.calls.plans import FormPlan, QuestionPlan, plan_of
from programs.calls.question_fields import limit_of
from programs.calls.shapes import K

#: Height of the box to write in, in lines.
ROOM = {K.LINE: 2, K.NUMBER: 2, K.DATE: 2, K.LINK: 2, K.ICE: 2}


def form_pdf(call: Call) -> bytes:
    """In the language of the page."""
    return paper.pdf("programs/calls/form.typ", facts(call, plan_of(call.form_id)))  # type: ignore[arg-type]


def facts(call: Call, plan: FormPlan) -> dict[str, Any]:
    numbers = {question.key: str(number) for number, question in enumerate(plan, start=1)}
    minutes = ngettext("%(count)d minute", "%(count)d minutes", call.minutes_needed) % {"count": call.minutes_needed}
    return {
        "title": _("Form of the call “%(title)s”") % {"title": call.title},
        "head": call.title,
        "intro": _("To prepare your answers. The application itself is filled in and sent on the portal."),
        "dates": [
            [_("Opens"), spoken.moment(call.opens_at, zone=True)],
            [_("Closes"), spoken.moment(call.closes_at, zone=True)],
            [_("Time needed"), minutes],
        ],
        "sections": [
            {
                "title": section.title,
                "intro": section.intro,
                "questions": [_question(question, numbers[question.key], plan) for question in section.questions],
            }
            for section in plan.sections
        ],
    }


def _question(question: QuestionPlan, number: str, plan: FormPlan) -> dict[str, Any]:
    unit = f" ({question.unit})" if question.unit else ""
    label = f"{question.label}{unit}"
    note = [condition_in_words(question, plan), question.help, limit_of(question)]
    return {
        "number": number,
        "label": label if question.is_required else _("%(label)s (optional)") % {"label": label},
        "note": " ".join(filter(None, note)),
        "options": _options(question),
        "columns": [column.label for column in question.columns],
        "room": _room(question),
    }


def _options(question: QuestionPlan) -> list[str]:
    if question.kind == K.YES_NO:
        return [_("Yes"), _("No")]
    return [option.label for option in question.options]


def _room(question: QuestionPlan) -> int:
    """A line of print holds about ninety letters."""
    if question.kind == K.TEXT:
        return max(4, min(question.most // 90, 20))
    return ROOM.get(K(question.kind), 0)
