"""Between a team and the staff about one file: messages, and the answer to a correction request."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.applications import notices
from programs.applications.actions.carrying import carry_facts
from programs.applications.actions.filing import check_complete
from programs.applications.actions.indexing import index
from programs.applications.actions.moving import move
from programs.applications.actions.versions import add_version, keep_late, locked, locked_to_send
from programs.applications.models import Message, Version
from programs.applications.queries import may_still_correct, open_correction
from programs.applications.states import CorrectionState


@transaction.atomic
def say(application_id: Any, *, text: str, token: str, by: Any, from_staff: bool = False) -> Message:
    """One message; the same page sends it once. A word of the staff answers what the team said before."""
    application = locked(application_id)
    if token and (same := application.messages.filter(token=token).first()):
        return same
    if not text.strip():
        raise Refused(_("Write your message first."), field="text")
    message = Message.objects.create(application=application, text=text, token=token, author=by, from_staff=from_staff)
    record("say", application, by=by, message=message.pk)
    if from_staff:
        application.messages.filter(from_staff=False, answered_at=None).update(answered_at=timezone.now())
        notices.staff_wrote(message)
    else:
        notices.team_wrote(message)
    return message


@transaction.atomic
def answer_correction(
    application_id: Any, *, answer: str, token: str, by: Any, arrived_at: datetime | None = None
) -> Version:
    """Sends the corrected file back. After the date it is kept as a late version; the same page answers once."""
    application, at = locked_to_send(application_id), arrived_at or timezone.now()
    if token and (same := application.versions.filter(token=token).first()):
        return same
    correction = open_correction(application)
    if correction is None:
        return _without_request(application, answer=answer, token=token, by=by)
    if not may_still_correct(correction, at):
        return _late(application, answer=answer, token=token, by=by)
    check_complete(application)
    version = add_version(application, by=by, token=token, at=at, used_grace=at >= correction.due_at)
    correction.state, correction.answer = CorrectionState.ANSWERED, answer
    correction.answered_by, correction.answered_at = by, at
    correction.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    application.is_editing = False
    told = {"version": version.number, "correction": correction.pk}
    move(application, "answer_correction", by=by, note=answer, saving=["is_editing"], **told)
    index(application, version.answers)
    carry_facts(application, version, by=by)
    notices.correction_answered(application, version)
    return version


def _without_request(application: Any, *, answer: str, token: str, by: Any) -> Version:
    """The request ended while the answer was being written: kept, when it ran out; else there is nothing to answer."""
    last = application.corrections.first()
    if last is None or last.state != CorrectionState.EXPIRED:
        raise Refused(_("There is no open correction request for this file."))
    return _late(application, answer=answer, token=token, by=by)


def _late(application: Any, *, answer: str, token: str, by: Any) -> Version:
    version = keep_late(application, by=by, token=token)
    if answer:
        say(application.pk, text=answer, token=f"late-{token}"[:40], by=by)
    return version
