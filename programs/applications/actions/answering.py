"""Writing the working copy: sections of text, files. Nothing that was typed is thrown away.

A save on an older revision is refused softly (`Conflict`), a save after the deadline is kept as a late version.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.documents import actions as documents
from incubator.documents.purposes import MEGABYTE
from incubator.documents.store import store
from incubator.errors import Refused
from incubator.journal.models import record
from programs.applications.actions.versions import keep_late, locked
from programs.applications.models import Answers, Application
from programs.applications.queries import (
    answers_of,
    bytes_attached,
    may_still_correct,
    may_still_send,
    open_correction,
    sent_files,
)
from programs.applications.states import ApplicationState
from programs.calls.plans import is_blank, plan_of
from programs.calls.shapes import K, QuestionPlan, SectionPlan

S = ApplicationState
#: Where a team may work on its copy; in the last two only while it edits again (before closing).
WORKED_ON = frozenset({S.DRAFT, S.LAPSED, S.CORRECTION, S.SUBMITTED, S.SCREENING})
UNSENT = frozenset({S.DRAFT, S.LAPSED})


class Conflict(Refused):
    """Somebody saved this section in the meantime; `stored` is what stands now, `keys` the questions that differ."""

    def __init__(self, stored: Answers, keys: list[str]) -> None:
        super().__init__(_("Somebody else saved this section in the meantime."))
        self.stored, self.keys = stored, keys


@dataclass(frozen=True)
class Saved:
    answers: Answers
    is_late: bool = False
    is_changed: bool = True


@transaction.atomic
def save_section(
    application_id: Any,
    *,
    section: str,
    data: dict[str, Any],
    revision: int,
    by: Any,
    arrived_at: datetime | None = None,
) -> Saved:
    """Keeps the answers of one section. `revision` is the one the person's page was drawn from.

    Raises Conflict when somebody saved other text since, Refused when the file can no longer be worked on.
    """
    application = locked(application_id)
    plan, is_late = section_of(application, section), check_open(application, section, arrived_at or timezone.now())
    rows = _rows(application, section)
    row = rows[section]
    given = {q.key: data[q.key] for q in plan.questions if q.kind != K.FILE and not is_blank(data.get(q.key))}
    standing = {q.key: row.data[q.key] for q in plan.questions if q.kind != K.FILE and q.key in row.data}
    differing = [key for key in given.keys() | standing.keys() if given.get(key) != standing.get(key)]
    if not differing:
        return Saved(row, is_late, is_changed=False)
    if revision != row.revision:
        raise Conflict(row, [q.key for q in plan.questions if q.key in differing])
    row.data = {key: value for key, value in row.data.items() if key not in standing} | given
    _write(row, by=by)
    _drop_elsewhere(rows, section, {q.key for q in plan.questions})
    if is_late:
        keep_late(application, by=by)
    return Saved(row, is_late)


@transaction.atomic
def attach(
    application_id: Any, *, question: str, upload: UploadedFile, by: Any, arrived_at: datetime | None = None
) -> Saved:
    """Stores a file as the answer to a question, in place of the one before. Never in conflict with anybody's text."""
    application = locked(application_id)
    asked = file_question(application, question)
    is_late = check_open(application, asked.section, arrived_at or timezone.now())
    _check_quota(application, upload)
    document = store(upload, purpose="application_file", about=application, by=by)
    row = _rows(application, asked.section)[asked.section]
    former = row.data.get(question)
    row.data = {**row.data, question: {"uid": str(document.pk), "name": document.name, "size": document.size}}
    _write(row, by=by, counts=False)
    if former and former.get("uid") != str(document.pk):
        _let_go(application, former, by=by)
    record("attach", application, by=by, question=question, document=str(document.pk), name=document.name)
    if is_late:
        keep_late(application, by=by)
    return Saved(row, is_late)


@transaction.atomic
def remove_file(application_id: Any, *, question: str, by: Any, arrived_at: datetime | None = None) -> None:
    """Takes a file out of the working copy; a version that was sent with it keeps it."""
    application = locked(application_id)
    asked = file_question(application, question)
    if check_open(application, asked.section, arrived_at or timezone.now()):
        raise Refused(_("The closing time has passed: files can no longer be removed."))
    row = _rows(application, asked.section)[asked.section]
    former = row.data.get(question)
    if not former:
        return
    row.data = {key: value for key, value in row.data.items() if key != question}
    _write(row, by=by, counts=False)
    _let_go(application, former, by=by)
    record(
        "remove_file",
        application,
        by=by,
        question=question,
        document=former.get("uid", ""),
        name=former.get("name", ""),
    )


def check_open(application: Application, section: str, at: datetime) -> bool:
    """True when what arrives counts as late; raises Refused when this file or section is closed for good."""
    correction = open_correction(application)
    if application.state == S.CORRECTION and correction is not None:
        if correction.sections and section not in correction.sections:
            raise Refused(_("This section is not part of the correction that was asked for."))
        return not may_still_correct(correction, at)
    if application.state not in WORKED_ON:
        raise Refused(_("This file is being decided on: it can no longer be changed."))
    is_late = not may_still_send(application, at)
    if not is_late and application.state not in UNSENT and not application.is_editing:
        raise Refused(_("This file has been sent. Choose “Edit again” to change it before closing."))
    return is_late


def section_of(application: Application, key: str) -> SectionPlan:
    found = plan_of(application.form_id).section(key)
    if found is None:
        raise Refused(_("This form has no such section."))
    return found


def file_question(application: Application, key: str) -> QuestionPlan:
    question = plan_of(application.form_id).by_key.get(key)
    if question is None or question.kind != K.FILE:
        raise Refused(_("This form asks for no such file."))
    return question


def _rows(application: Application, section: str) -> dict[str, Answers]:
    """All rows of the working copy, locked; that of the section is made when it is new."""
    rows = {row.section_key: row for row in application.answers.select_for_update(no_key=True)}
    if section not in rows:
        rows[section] = Answers.objects.create(application=application, section_key=section)
    return rows


def _write(row: Answers, *, by: Any, counts: bool = True) -> None:
    """`counts` is whether the text changed: only then a colleague's open page has become old."""
    row.revision += int(counts)
    row.saved_at, row.saved_by = timezone.now(), by
    row.save(update_fields=["data", "revision", "saved_at", "saved_by"])


def _drop_elsewhere(rows: dict[str, Answers], section: str, keys: set[str]) -> None:
    """A corrected form may have moved a question to another section: its answer stands in one place."""
    for other in rows.values():
        if other.section_key != section and keys & other.data.keys():
            other.data = {key: value for key, value in other.data.items() if key not in keys}
            other.save(update_fields=["data"])


def _check_quota(application: Application, upload: UploadedFile) -> None:
    room = application.call.quota_mb * MEGABYTE - bytes_attached(application)
    if (upload.size or 0) > room:
        raise Refused(
            _("The files of this application may take %(most)d MB; %(left).1f MB are left.")
            % {"most": application.call.quota_mb, "left": max(room, 0) / MEGABYTE}
        )


def _let_go(application: Application, former: dict[str, Any], *, by: Any) -> None:
    """The file goes unless a sent version or another answer names it."""
    uid = former.get("uid", "")
    named = {value.get("uid") for value in answers_of(application).values() if isinstance(value, dict)}
    if uid and uid not in sent_files(application) | named:
        documents.remove(uid, by=by)
