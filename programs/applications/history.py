"""The timeline of a file as its team may read it: never the staff's own work, never a decision before it is published."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from incubator.journal.models import Entry
from incubator.prepared import prepared
from programs.applications.models import Application
from programs.applications.verbs import words_of

TOLD = (
    "begin", "submit", "resubmit", "edit_again", "keep_sent", "end_editing", "send_at_closing", "not_at_closing",
    "could_not_send_at_closing", "lapse", "take", "declare_ineligible", "reopen", "ask_correction", "answer_correction",
    "end_correction", "extend", "review", "shortlist", "interview", "offer", "waitlist", "refuse", "confirm", "decline",
    "expire_offer", "withdraw", "send_late", "accept_late", "refuse_late", "attach", "remove_file", "shut_away",
)  # fmt: skip
#: Verbs whose note is written for the team: the reason of a published decision, what to correct, why an extension.
WITH_NOTE = frozenset(
    {
        "offer",
        "waitlist",
        "refuse",
        "declare_ineligible",
        "ask_correction",
        "extend",
        "accept_late",
        "refuse_late",
        "withdraw",
    }
)
DECISIONS = frozenset({"offer", "waitlist", "refuse", "declare_ineligible"})
#: More lines than this are an older story than anybody asks for.
MOST = 40


@dataclass(frozen=True)
class Line:
    at: datetime
    words: str
    who: str
    note: str = ""
    is_decision: bool = False


@prepared
def _told(key: str) -> QuerySet[Entry]:
    mine = Entry.objects.filter(kind=Application._meta.label_lower, key=key)
    return mine.filter(verb__in=TOLD).with_author()[:MOST]


def history_of(application: Application) -> list[Line]:
    """The latest first. Staff are the team of the programme here, not names."""
    entries = _told(key=str(application.pk))
    return [
        Line(
            entry.at,
            words_of(entry.verb),
            _who(entry),
            note=entry.note if entry.verb in WITH_NOTE else "",
            is_decision=entry.verb in DECISIONS,
        )
        for entry in entries
    ]


def decision_in(lines: list[Line]) -> Line | None:
    """The decision that was published last, with its reason; a pending one is no line of this story."""
    return next((line for line in lines if line.is_decision), None)


def _who(entry: Entry) -> str:
    if entry.by is None:
        return _("the portal")
    return _("the programme team") if entry.by.is_staff else str(entry.by)
