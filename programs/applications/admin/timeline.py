"""One line of time for one file: what was done, sent, said and written by mail."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from incubator.documents.models import Document
from incubator.journal.models import Entry
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.prepared import prepared
from programs.applications.models import Application, Correction, Message, Note, Version
from programs.applications.verbs import words_of
from programs.calls.plans import FormPlan, asked, shown
from startups.models import Startup


@dataclass(frozen=True)
class Moment:
    at: datetime
    kind: str  # done, said, note, mail
    title: str
    text: str = ""
    who: str = ""
    url: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def timeline(application: Application) -> list[Moment]:
    """Newest first. Five queries whatever the file went through."""
    moments = [*_entries(application), *_letters(application), *_messages(application), *_notes(application)]
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


@dataclass(frozen=True)
class Double:
    """What the file was found to look like when it was sent: a startup and, if it has one, its file for the same cohort."""

    name: str
    startup: int
    file: str


def doubles(moments: list[Moment], *, of: Application) -> list[Double]:
    """From the lines of its timeline, each startup once; those that were merged since are told no more."""
    found = {m.facts["startup"]: m for m in moments if m.facts.get("startup")}
    standing = Startup.objects.standing().filter(pk__in=found).exclude(pk=of.startup_id) if found else ()
    return [Double(startup.name, startup.pk, found[startup.pk].facts.get("other", "")) for startup in standing]


def _entries(application: Application) -> list[Moment]:
    found = _done(key=str(application.pk))
    return [Moment(e.at, "done", words_of(e.verb), e.note, str(e.by or _("the portal")), facts=e.facts) for e in found]


@prepared
def _done(key: str) -> QuerySet[Entry]:
    mine = Entry.objects.filter(kind=Application._meta.label_lower, key=key)
    return mine.with_author().exclude(verb__in=["say", "note"])[:200]


def _letters(application: Application) -> list[Moment]:
    about = [("programs.application", str(application.pk))]
    about += [("programs.correction", str(c.pk)) for c in _corrected(application.pk)]
    about += [("programs.decision", str(d.pk)) for d in application.decisions.all()]
    keys = [key for _kind, key in about]
    letters = Letter.objects.filter(
        kind_of_thing__in={kind for kind, _key in about}, key_of_thing__in=keys
    ).select_related("person")
    wanted = set(about)
    return [_letter(found) for found in letters if (found.kind_of_thing, found.key_of_thing) in wanted]


@prepared
def _corrected(application: UUID) -> QuerySet[Correction]:
    return Correction.objects.filter(application=application)


def _letter(letter: Letter) -> Moment:
    title = _("Letter “%(kind)s”: %(state)s") % {
        "kind": kinds.label(letter.kind),
        "state": letter.get_state_display(),
    }
    return Moment(letter.sent_at or letter.posted_at, "mail", title, who=str(letter.person or letter.address))


def _messages(application: Application) -> list[Moment]:
    return [Moment(m.at, "said", _("Message"), m.text, str(m.author or "")) for m in _said(application.pk)]


def _notes(application: Application) -> list[Moment]:
    return [Moment(n.at, "note", _("Note for colleagues"), n.text, str(n.author or "")) for n in _noted(application.pk)]


@prepared
def _said(application: UUID) -> QuerySet[Message]:
    return Message.objects.filter(application=application).select_related("author")


@prepared
def _noted(application: UUID) -> QuerySet[Note]:
    return Note.objects.filter(application=application).select_related("author")


@dataclass(frozen=True)
class Answer:
    label: str
    text: str
    was: str = ""
    documents: tuple[Document, ...] = ()


def answers(
    plan: FormPlan, version: Version, before: Version | None, documents: list[Document]
) -> list[tuple[str, list[Answer]]]:
    """(section title, answers) of a sent version; `was` tells what the version before it said, where it differs."""
    keys, by_uid = asked(plan, version.answers), {str(d.pk): d for d in documents}
    sections = []
    for section in plan.sections:
        told = [_answer(q, version, before, by_uid) for q in section.questions if q.key in keys]
        sections.append((section.title, told))
    return sections


def _answer(question: Any, version: Version, before: Version | None, by_uid: dict[str, Document]) -> Answer:
    value = version.answers.get(question.key)
    said = shown(question, value)
    was = shown(question, before.answers.get(question.key)) if before else said
    uid = value.get("uid", "") if isinstance(value, dict) else ""
    files = (by_uid[uid],) if uid in by_uid else ()
    return Answer(question.label, said, was if was != said else "", files)
