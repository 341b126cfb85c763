"""What arrived after closing, decided by staff with a reason."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.applications import notices
from programs.applications.actions.filing import check_complete
from programs.applications.actions.indexing import index
from programs.applications.actions.moving import move
from programs.applications.actions.versions import locked, next_receipt
from programs.applications.models import Application, Version
from programs.applications.queries import waiting_late
from programs.applications.states import APPLICATION, ApplicationState, CorrectionState, VersionState

S = ApplicationState
#: A late version may still replace what was sent while nobody has begun to judge it.
REPLACEABLE = frozenset({S.SUBMITTED, S.SCREENING, S.CORRECTION})


@transaction.atomic
def accept_late(application_id: Any, *, by: Any, reason: str) -> Version:
    """The late version becomes the file: a draft is sent with it, a sent file is replaced by it."""
    application = locked(application_id)
    version = _waiting(application)
    if not (APPLICATION.allows("submit", application.state) or application.state in REPLACEABLE):
        raise Refused(_("This file is being decided on: it can no longer be changed."))
    _decide(version, VersionState.LATE_ACCEPTED, by=by, reason=reason)
    _bring_in(application, version)
    application.versions.filter(is_current=True).update(is_current=False)
    Version.objects.filter(pk=version.pk).update(is_current=True)
    index(application, version.answers)
    record("accept_late", application, by=by, note=reason, version=version.number)
    notices.late_version_accepted(version)
    return version


def _bring_in(application: Application, version: Version) -> None:
    if APPLICATION.allows("submit", application.state):
        check_complete(application)
        application.receipt = application.receipt or next_receipt(application.call)
        application.submitted_at = version.sent_at
        move(application, "submit", by=version.sent_by, saving=["receipt", "submitted_at"], version=version.number)
    elif application.state == S.CORRECTION:
        application.corrections.filter(state=CorrectionState.OPEN).update(
            state=CorrectionState.ANSWERED, answered_by=version.sent_by, answered_at=version.sent_at
        )
        move(application, "answer_correction", by=version.sent_by, version=version.number)


@transaction.atomic
def refuse_late(application_id: Any, *, by: Any, reason: str) -> Version:
    """What was sent in time stays valid; the late text stays readable."""
    application = locked(application_id)
    version = _waiting(application)
    _decide(version, VersionState.LATE_REFUSED, by=by, reason=reason)
    record("refuse_late", application, by=by, note=reason, version=version.number)
    notices.late_version_refused(version)
    return version


def _waiting(application: Application) -> Version:
    version = waiting_late(application)
    if version is None:
        raise Refused(_("No late version of this file waits for a decision."))
    return version


def _decide(version: Version, state: str, *, by: Any, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    version.state, version.reason = state, reason.strip()[:300]
    version.decided_by, version.decided_at = by, timezone.now()
    version.save(update_fields=["state", "reason", "decided_by", "decided_at"])
