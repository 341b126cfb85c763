"""The story of a request: for its team without the staff's own work, for the desk with messages and letters."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from incubator.journal.models import Entry
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from services.requests.models import Request
from services.requests.verbs import words_of

#: What the team does not need to read: who of the staff does the work, and what stands under messages.
SILENT = ("assign", "say", "edit")
MOST = 40


@dataclass(frozen=True)
class Line:
    at: datetime
    title: str
    who: str
    text: str = ""
    kind: str = "done"  # done, said, mail


def history_of(request: Request) -> list[Line]:
    """The latest first. Staff are the team of the programme here, not names."""
    entries = Entry.objects.about(request).exclude(verb__in=SILENT).with_author()[:MOST]
    return [Line(one.at, words_of(one.verb), _who(one), one.note) for one in entries]


def _who(entry: Entry) -> str:
    if entry.by is None:
        return _("the portal")
    return _("the programme team") if entry.by.is_staff else str(entry.by)


def timeline(request: Request) -> list[Line]:
    """For the desk: what was done, said and written by mail, the latest first; three queries."""
    entries = Entry.objects.about(request).exclude(verb="say").with_author()[:200]
    lines = [Line(one.at, words_of(one.verb), str(one.by or _("the portal")), one.note) for one in entries]
    said = [
        Line(one.at, _("Message"), str(one.author or ""), one.text, "said")
        for one in request.messages.select_related("author")
    ]
    letters = Letter.objects.filter(kind_of_thing="services.request", key_of_thing=str(request.pk))
    mailed = [_letter(one) for one in letters.select_related("person")]
    return sorted([*lines, *said, *mailed], key=lambda line: line.at, reverse=True)


def _letter(letter: Letter) -> Line:
    told = {"kind": kinds.label(letter.kind), "state": letter.get_state_display()}
    title = _("Letter “%(kind)s”: %(state)s") % told
    return Line(letter.sent_at or letter.posted_at, title, str(letter.person or letter.address), kind="mail")
