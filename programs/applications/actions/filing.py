"""From an empty file to one that was sent: begin, submit, edit again, take back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator.documents import actions as documents
from incubator.errors import Refused
from incubator.journal.models import record
from programs.applications import notices
from programs.applications.actions.answering import UNSENT
from programs.applications.actions.carrying import carry_facts
from programs.applications.actions.consenting import agree
from programs.applications.actions.indexing import index
from programs.applications.actions.moving import move
from programs.applications.actions.prefilling import prefill
from programs.applications.actions.versions import (
    add_version,
    keep_late,
    locked,
    locked_to_send,
    next_receipt,
    snapshot,
)
from programs.applications.models import Answers, Application, Version
from programs.applications.queries import (
    answers_of,
    current_version,
    files_of,
    look_alikes,
    may_still_send,
    open_correction,
    uses_grace,
)
from programs.applications.states import ApplicationState, CorrectionState
from programs.calls.models import Call
from programs.calls.plans import missing, plan_of
from programs.calls.states import CallState, Phase
from startups.models import Startup

S = ApplicationState
#: Until closing the team may change what it sent, also while staff look at its admissibility.
EDITED_AGAIN = frozenset({S.SUBMITTED, S.SCREENING})


@transaction.atomic
def begin(call_id: int, *, startup_id: int, by: Any, self_check: dict[str, Any] | None = None) -> Application:
    """The startup's file for this call: the one it has already, or a new one filled from its profile and the self-check."""
    startup = Startup.objects.held(startup_id)
    call = Call.objects.select_related("cohort", "form").get(pk=call_id)
    if standing := Application.objects.live().filter(cohort=call.cohort, startup=startup).first():
        return standing
    _check_call(call, startup)
    application = Application(
        call=call, cohort=call.cohort, startup=startup, form=call.form, created_by=by, self_check=self_check or {}
    )
    application.save()
    for section, data in prefill(plan_of(application.form_id), startup, self_check or {}).items():
        Answers.objects.create(application=application, section_key=section, data=data, saved_by=by)
    index(application)
    record("begin", application, by=by)
    notices.draft_opened(application, to=by)
    return application


def _check_call(call: Call, startup: Startup) -> None:
    if call.state != CallState.PUBLISHED or call.phase() != Phase.OPEN:
        raise Refused(_("This call is not open."))
    if call.kinds and startup.kind not in call.kinds:
        raise Refused(_("This call is not for this kind of startup."))


@transaction.atomic
def submit(
    application_id: Any,
    *,
    token: str,
    agreed: Collection[str],
    language: str,
    by: Any,
    arrived_at: datetime | None = None,
) -> Version:
    """Sends the working copy. The same page, or a file sent already, gives the same version and receipt again.

    What arrives after the grace is kept as a late version. Raises Refused when answers or consents are lacking.
    """
    application, at = locked_to_send(application_id), arrived_at or timezone.now()
    if standing := _sent_before(application, token):
        return standing
    if application.state == S.CORRECTION:
        raise Refused(_("Staff asked for a correction: send your answer from its page."))
    if not (application.state in UNSENT or application.state in EDITED_AGAIN):
        raise Refused(_("This file is being decided on: it can no longer be changed."))
    agree(application, agreed, language=language, by=by)
    if not may_still_send(application, at):
        return keep_late(application, by=by, token=token)
    check_complete(application)
    return send(application, by=by, token=token, at=at)


def _sent_before(application: Application, token: str) -> Version | None:
    if token and (same := application.versions.filter(token=token).first()):
        return same
    if application.state in UNSENT or application.state == S.CORRECTION or application.is_editing:
        return None
    standing = current_version(application)
    # Text saved after closing waits beside what was sent: it is not the same file again.
    is_same = standing is None or application.state not in EDITED_AGAIN or standing.answers == snapshot(application)
    return standing if is_same else None


def check_complete(application: Application) -> None:
    if lacking := len(missing(plan_of(application.form_id), answers_of(application))):
        told = ngettext("One answer is still missing.", "%(count)d answers are still missing.", lacking)
        raise Refused(told % {"count": lacking})


def send(application: Application, *, by: Any, token: str, at: datetime) -> Version:
    """The one way into "submitted": a version, a receipt on the first time, facts for lists and the passport, letters. The caller has checked."""
    version = add_version(application, by=by, token=token, at=at, used_grace=uses_grace(application, at))
    facts: dict[str, Any] = (
        {"version": version.number, "used_grace": True} if version.used_grace else {"version": version.number}
    )
    application.is_editing = application.send_at_closing = False
    application.submitted_at = at
    saving = ["is_editing", "send_at_closing", "submitted_at", "receipt"]
    if application.state in UNSENT:
        application.receipt = application.receipt or next_receipt(application.call)
        move(application, "submit", by=by, saving=saving, **facts)
    else:
        application.revision += 1
        application.save(update_fields=["revision", *saving])
        record("resubmit", application, by=by, **facts)
    index(application, version.answers)
    carry_facts(application, version, by=by)
    _note_doubles(application)
    notices.application_received(application, version)
    return version


def _note_doubles(application: Application) -> None:
    """Two accounts for one startup (product.md J1): sent all the same, and staff are told whom it resembles."""
    alike = look_alikes(application.startup)
    files = Application.objects.sent().filter(cohort=application.cohort_id, startup__in=[double.pk for double in alike])
    found = {file.startup_id: str(file.pk) for file in files}
    for double in alike:
        told = {"startup": double.pk} | ({"other": found[double.pk]} if double.pk in found else {})
        record("resemble" if double.pk in found else "resemble_record", application, by=None, note=double.name, **told)


@transaction.atomic
def edit_again(application_id: Any, *, by: Any, arrived_at: datetime | None = None) -> None:
    """Opens a working copy; what was sent stays valid until the copy is sent."""
    application = locked(application_id)
    if application.state not in EDITED_AGAIN:
        raise Refused(_("This file can no longer be changed."))
    if not may_still_send(application, arrived_at or timezone.now()):
        raise Refused(_("The closing time has passed: what you sent stands as it is."))
    if application.is_editing:
        return
    application.is_editing = True
    application.save(update_fields=["is_editing"])
    record("edit_again", application, by=by)


@transaction.atomic
def keep_sent(application_id: Any, *, by: Any) -> None:
    """Gives the working copy up: the answers are again those of the version that was sent."""
    application = locked(application_id)
    version = current_version(application)
    if not application.is_editing or version is None:
        return
    restore(application, version, by=by)
    application.is_editing = application.send_at_closing = False
    application.save(update_fields=["is_editing", "send_at_closing"])
    record("keep_sent", application, by=by, version=version.number)


def restore(application: Application, version: Version, *, by: Any) -> None:
    for section in plan_of(application.form_id).sections:
        data = {q.key: version.answers[q.key] for q in section.questions if q.key in version.answers}
        row, _is_new = Answers.objects.get_or_create(application=application, section_key=section.key)
        row.data, row.saved_at, row.saved_by = data, timezone.now(), by
        row.revision += 1
        row.save(update_fields=["data", "revision", "saved_at", "saved_by"])


@transaction.atomic
def send_at_closing(application_id: Any, *, wanted: bool, agreed: Collection[str], language: str, by: Any) -> None:
    """Deadline insurance: at closing the file goes by itself if it is complete. The two consents are given now."""
    application = locked(application_id)
    if not (application.state in UNSENT or application.is_editing):
        raise Refused(_("This file has been sent already."))
    if wanted:
        agree(application, agreed, language=language, by=by)
    if application.send_at_closing != wanted:
        application.send_at_closing = wanted
        application.save(update_fields=["send_at_closing"])
        record("send_at_closing" if wanted else "not_at_closing", application, by=by)


@transaction.atomic
def withdraw(application_id: Any, *, reason: str, by: Any) -> None:
    """The team takes its file back, also after a decision. Whoever has confirmed leaves the cohort instead (programs.cohorts)."""
    application = locked(application_id)
    if application.state == S.ACCEPTED:
        raise Refused(_("Your place is confirmed: leave the cohort from the page of your participation."))
    application.withdrawn_reason, application.is_editing, application.send_at_closing = reason[:300], False, False
    move(application, "withdraw", by=by, note=reason, saving=["withdrawn_reason", "is_editing", "send_at_closing"])
    if correction := open_correction(application):
        correction.state = CorrectionState.EXPIRED
        correction.save(update_fields=["state"])
    notices.application_withdrawn(application)


@transaction.atomic
def delete_draft(application_id: Any, *, by: Any) -> None:
    """A file that was never sent goes for good, with its text and files; the journal keeps that it was there."""
    application = locked(application_id)
    if application.state not in UNSENT:
        raise Refused(_("A file that was sent is not deleted: withdraw it instead."))
    record("delete_draft", application, by=by)
    for pk in files_of(application).values_list("pk", flat=True):
        documents.remove(pk, by=by)
    application.delete()
