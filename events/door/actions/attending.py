"""Who was there: noted by a check-in or by staff, never guessed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Session
from events.door.models import Attendance
from events.door.queries import unnoted
from events.door.states import AttendanceState
from incubator.errors import Refused
from incubator.journal.models import record


def note(session: Session, states: Mapping[Any, str], *, by: Any) -> None:
    """One row for each registration and session, in one query. Belongs in the transaction of the change."""
    now = timezone.now()
    rows = [
        Attendance(registration_id=pk, session=session, state=state, noted_at=now, noted_by=by)
        for pk, state in states.items()
    ]
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["registration", "session"],
        update_fields=["state", "noted_at", "noted_by"],
    )


@transaction.atomic
def mark(session_id: int, states: Mapping[Any, str], *, by: Any) -> int:
    """Staff note what happened; what is said already is left alone. Gives how many changed."""
    session = Session.objects.select_related("event").get(pk=session_id)
    known = dict(session.attendances.filter(registration__in=states).values_list("registration", "state"))
    mine = set(session.event.registrations.filter(pk__in=states).values_list("pk", flat=True))
    changed = {
        pk: state
        for pk, state in states.items()
        if pk in mine and state in AttendanceState.values and state != known.get(pk, AttendanceState.UNKNOWN)
    }
    if changed:
        note(session, changed, by=by)
        record("mark_attendance", session.event, by=by, session=session.pk, count=len(changed))
    return len(changed)


@transaction.atomic
def mark_rest_absent(session_id: int, *, by: Any) -> int:
    """Everybody of whom nothing is noted was absent: staff say so, once the session is over."""
    session = Session.objects.select_related("event").get(pk=session_id)
    if session.ends_at > timezone.now():
        raise Refused(_("The session is not over yet."))
    rest = list(unnoted(session).values_list("pk", flat=True))
    if rest:
        note(session, dict.fromkeys(rest, AttendanceState.ABSENT), by=by)
        record("mark_rest_absent", session.event, by=by, session=session.pk, count=len(rest))
    return len(rest)
