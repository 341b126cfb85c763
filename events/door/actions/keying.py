"""The printed list, keyed in afterwards: many at once."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Session
from events.door.actions.attending import note
from events.door.models import CheckIn
from events.door.states import AttendanceState, Gate
from events.registrations.states import RegistrationState
from incubator.errors import Refused
from incubator.journal.models import record


@transaction.atomic
def key_in(session_id: int, registrations: Iterable[Any], *, by: Any) -> int:
    """Who signed the list was there; whoever is in already is left alone. Gives how many came in."""
    session = Session.objects.select_related("event").get(pk=session_id)
    if session.starts_at > timezone.now():
        raise Refused(_("The session has not begun yet."))
    wanted = session.event.registrations.filter(pk__in=list(registrations), state=RegistrationState.REGISTERED)
    there = session.check_ins.valid().values("registration")
    signed = list(wanted.exclude(pk__in=there).values_list("pk", flat=True))
    rows = [CheckIn(registration_id=pk, session=session, gate=Gate.PAPER, at=session.starts_at, by=by) for pk in signed]
    CheckIn.objects.bulk_create(rows, ignore_conflicts=True)
    if signed:
        note(session, dict.fromkeys(signed, AttendanceState.ATTENDED), by=by)
        record("key_in", session.event, by=by, session=session.pk, count=len(signed))
    return len(signed)
