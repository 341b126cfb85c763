"""What the clock does: closing ends working copies, corrections run out. Each row by itself, safe to run twice."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from incubator.errors import Refused
from incubator.journal.models import record
from programs.applications import notices
from programs.applications.actions.consenting import promised_by
from programs.applications.actions.filing import check_complete, send
from programs.applications.actions.moving import move
from programs.applications.actions.versions import locked, locked_to_send
from programs.applications.models import Application, Correction
from programs.applications.queries import deadline, may_still_correct, may_still_send
from programs.applications.states import ApplicationState, CorrectionState

S = ApplicationState


@transaction.atomic
def close(application_id: Any, *, now: datetime | None = None) -> None:
    """Ends the working copy: a complete file whose team asked for it is sent, another draft lapses, a sent file stands as it was sent.

    Does nothing while there is time, so it may be called for any file at any moment.
    """
    application = locked_to_send(application_id)
    if may_still_send(application, now or timezone.now()):
        return
    if application.send_at_closing:
        _keep_the_promise(application)
    if application.is_editing:
        application.is_editing = False
        application.save(update_fields=["is_editing"])
        record("end_editing", application, by=None)
    if application.state == S.DRAFT:
        move(application, "lapse", by=None)
        notices.draft_lapsed(application)


def _keep_the_promise(application: Application) -> None:
    try:
        check_complete(application)
    except Refused as gap:
        application.send_at_closing = False
        application.save(update_fields=["send_at_closing"])
        record("could_not_send_at_closing", application, by=None, note=str(gap))
        return
    send(application, by=promised_by(application), token="", at=deadline(application))


@transaction.atomic
def expire_correction(correction_id: int, *, now: datetime | None = None) -> None:
    """An unanswered request ends at its date; the file goes back to screening as it was sent."""
    correction = Correction.objects.select_related("application__call").get(pk=correction_id)
    application = locked(correction.application_id)
    correction.refresh_from_db(fields=["state"])
    correction.application = application
    if correction.state != CorrectionState.OPEN or may_still_correct(correction, now or timezone.now()):
        return
    correction.state = CorrectionState.EXPIRED
    correction.save(update_fields=["state"])
    if application.state == S.CORRECTION:
        move(application, "end_correction", by=None, correction=correction.pk)
        notices.correction_closed(correction)
