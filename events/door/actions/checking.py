"""Somebody comes in. The first scan wins: one conditional insert under a unique constraint (booking.md 1, cases 25 and 27)."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Session
from events.door import answers
from events.door.actions.attending import note
from events.door.answers import Answer
from events.door.models import CheckIn
from events.door.states import AttendanceState, Gate
from events.registrations.models import Registration
from events.registrations.states import RegistrationState
from incubator.errors import Refused
from incubator.journal.models import record

#: A device whose clock runs ahead by more is not believed.
AHEAD = timedelta(minutes=2)


@dataclass(frozen=True)
class Scan:
    """One reading of a ticket. `nonce` is its own number: sent twice, it is the same reading. `at` is the clock of the device."""

    gate: str = Gate.CAMERA
    at: datetime | None = None
    nonce: uuid.UUID = field(default_factory=uuid.uuid4)
    device: str = ""
    forced_reason: str = ""

    def moment(self) -> datetime:
        now = timezone.now()
        return now if self.at is None or self.at > now + AHEAD else self.at


@transaction.atomic
def check_in(ticket: str, session_id: int, scan: Scan, *, by: Any) -> Answer:
    """Answers every case in words; only an answer that is in has changed anything."""
    session = Session.objects.select_related("event").get(pk=session_id)
    rows = Registration.objects.locked().select_related("event", "person", "seating")
    coming = rows.filter(ticket=ticket).first() if ticket else None
    if coming is None:
        return answers.unknown()
    if told := _replayed(coming, scan):
        return told
    if told := answers.objection(coming, session, scan.moment()):
        return told
    if coming.state != RegistrationState.REGISTERED and not scan.forced_reason:
        return answers.no_place(coming)
    return _admit(coming, session, scan, by=by)


def _replayed(coming: Registration, scan: Scan) -> Answer | None:
    """The same reading again gives the same answer, whatever has happened since."""
    done = CheckIn.objects.filter(nonce=scan.nonce).first()
    if done is None:
        return None
    if done.registration_id != coming.pk:
        return answers.unknown()
    return answers.undone(coming, done) if done.undone_at else answers.came_in(coming, done)


def _admit(coming: Registration, session: Session, scan: Scan, *, by: Any) -> Answer:
    is_forced = coming.state != RegistrationState.REGISTERED
    reason = scan.forced_reason[:200] if is_forced else ""
    told = {"gate": scan.gate, "at": scan.moment(), "nonce": scan.nonce, "device": scan.device[:60]}
    done = put(CheckIn(registration=coming, session=session, by=by, forced_reason=reason, **told))
    if done is None:
        return answers.already(coming, CheckIn.objects.valid().filter(registration=coming, session=session).first())
    note(session, {coming.pk: AttendanceState.ATTENDED}, by=by)
    if is_forced:
        record("force_in", coming, by=by, note=reason, session=session.pk, state=coming.state)
    return answers.came_in(coming, done)


def put(wanted: CheckIn) -> CheckIn | None:
    """The row of the one that came first, None for all others: the constraint decides, however many try at once."""
    CheckIn.objects.bulk_create([wanted], ignore_conflicts=True)
    return CheckIn.objects.valid().filter(nonce=wanted.nonce).first()


@transaction.atomic
def undo(pk: int, *, reason: str, by: Any) -> CheckIn:
    """The row stays, with who undid it and why; whether the person is there is then to be noted again. Twice is once."""
    done = CheckIn.objects.select_for_update(no_key=True, of=("self",)).select_related("registration").get(pk=pk)
    if done.undone_at:
        return done
    if not reason.strip():
        raise Refused(_("Say why the check-in is undone."), field="reason")
    done.undone_at, done.undone_by, done.undone_reason = timezone.now(), by, reason[:200]
    done.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    note(done.session, {done.registration_id: AttendanceState.UNKNOWN}, by=by)
    record("undo_check_in", done.registration, by=by, note=reason, session=done.session_id)
    return done
