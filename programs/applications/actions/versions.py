"""What was sent, kept as it was: versions, receipts. Used by the verbs; nothing here decides."""

from datetime import datetime
from typing import Any

from django.db.models import F, Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.applications.models import Application, Version
from programs.applications.queries import answers_of, waiting_late
from programs.applications.states import VersionState
from programs.calls.models import Call
from programs.calls.plans import plan_of, relevant
from programs.partners.models import Cohort
from startups.models import Startup


def locked(application_id: Any) -> Application:
    """The row, locked, with its call; raises Refused when it was deleted in the meantime."""
    found = Application.objects.locked().select_related("call", "startup").filter(pk=application_id).first()
    if found is None:
        raise Refused(_("This file no longer exists: it was deleted in the meantime."))
    return found


def locked_to_send(application_id: Any) -> Application:
    """As locked, and the startup's row before it, in the order of a merge: what is sent becomes facts of its passport."""
    startup = Application.objects.filter(pk=application_id).values_list("startup", flat=True).first()
    if startup:
        Startup.objects.held(startup)
    return locked(application_id)


def snapshot(application: Application) -> dict[str, Any]:
    """The working copy as it would be sent: only what is asked, without blanks."""
    return relevant(plan_of(application.form_id), answers_of(application))


def add_version(application: Application, *, by: Any, token: str, at: datetime, used_grace: bool = False) -> Version:
    """A new current version; the one before stays and stops being current."""
    application.versions.filter(is_current=True).update(is_current=False)
    return Version.objects.create(
        application=application,
        number=_next_number(application),
        form_id=application.form_id,
        answers=snapshot(application),
        used_grace=used_grace,
        sent_at=at,
        sent_by=by,
        token=token,
    )


def keep_late(application: Application, *, by: Any, token: str = "") -> Version:
    """What arrived after closing, kept for staff to accept or refuse; later posts complete the one that waits."""
    waiting = waiting_late(application) or Version(
        application=application,
        number=_next_number(application),
        form_id=application.form_id,
        state=VersionState.LATE,
        is_current=False,
    )
    is_new = waiting.pk is None
    waiting.answers, waiting.sent_at, waiting.sent_by = snapshot(application), timezone.now(), by
    waiting.token = token or waiting.token
    waiting.save()
    if is_new:
        record("send_late", application, by=by, version=waiting.number)
    return waiting


def _next_number(application: Application) -> int:
    return (application.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def next_receipt(call: Call) -> str:
    """GSC-P1-0007: numbered within the cohort, without gaps or doubles, whatever arrives at once."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=call.cohort_id)
    Call.objects.filter(pk=call.pk).update(receipts=F("receipts") + 1)
    given = Call.objects.filter(cohort=cohort).aggregate(sum=Sum("receipts"))["sum"]
    return f"{cohort.code.upper()}-{given:04d}"
