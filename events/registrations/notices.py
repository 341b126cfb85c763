"""Who is told of what about a registration. The words are in templates; the values are read at the moment of sending.

Occasions carry what makes them different: `o` the number of the offer, `s` the revision of the dates, `q` that of the calendar entry.
"""

from typing import Any

from events.agenda.models import Invitee, Seating, Session
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.outbox.post import post

UNIT = "events.registrations"
INVITATION = f"{UNIT}.event_invitation"


def _post(kind: str, row: Registration, occasion: str, **more: Any) -> None:
    to = {"to": row.person} if row.person else {"to": row.email, "language": row.language}
    if row.address:
        post(f"{UNIT}.{kind}", about=row, once=f"{kind}:{row.pk}:{occasion}", **to, **more)


def address_to_confirm(row: Registration) -> None:
    _post("address_to_confirm", row, "1")


#: The letter that fits the state reached: place, list or approval.
RECEIVED = {
    R.REGISTERED: "registration_confirmed",
    R.WAITLISTED: "registration_waitlisted",
    R.PENDING: "registration_pending",
}


def registration_received(row: Registration) -> None:
    if kind := RECEIVED.get(R(row.state)):
        _post(kind, row, f"{row.state}:o{row.offers}", params={"seq": row.ics_seq})


def told_again(row: Registration, token: Any) -> None:
    """Somebody asks once more with an address that is registered: the link goes to that address, the page tells nothing."""
    kinds = {**RECEIVED, R.UNCONFIRMED: "address_to_confirm", R.OFFERED: "place_offered"}
    if kind := kinds.get(R(row.state)):
        _post(kind, row, f"again:{token}", params={"seq": row.ics_seq, "offer": row.offers})


def event_invitation(invitee: Invitee, *, language: str = "fr") -> None:
    """Twice is once: whoever is invited again gets nothing new."""
    once = f"event_invitation:{invitee.pk}"
    post(INVITATION, to=invitee.email, language=language, about=invitee, once=once, not_after=invitee.event.starts_at)


def place_offered(row: Registration) -> None:
    _post("place_offered", row, f"o{row.offers}", params={"offer": row.offers}, not_after=row.offer_until)


def offer_lapsed(row: Registration) -> None:
    _post("offer_lapsed", row, f"o{row.offers}")


def registration_rejected(row: Registration) -> None:
    _post("registration_rejected", row, "1")


def registration_withdrawn(row: Registration) -> None:
    """To the person herself, whoever did it: the calendar entry goes."""
    _post("registration_withdrawn", row, f"q{row.ics_seq}", params={"seq": row.ics_seq})


def event_moved(row: Registration, **params: Any) -> None:
    """`because="legal_time"`: nobody moved it, the State changed the clock; `because="place"`: the hour stays."""
    if row.state == R.UNCONFIRMED:
        return
    revision = row.event.schedule_rev
    told = {"rev": revision, "seq": row.ics_seq, **params}
    _post("event_moved", row, f"s{revision}", params=told, not_after=row.event.ends_at)


def date_dropped(row: Registration, gone: Session) -> None:
    """The date goes from the calendar; what it was stands in the letter, because its row is gone."""
    if row.state == R.UNCONFIRMED:
        return
    times = {"starts": gone.starts_at.isoformat(), "ends": gone.ends_at.isoformat()}
    told = {"uid": gone.uid.hex, "seq": row.ics_seq, **times}
    _post("date_dropped", row, f"d{gone.uid.hex}", params=told, not_after=row.event.ends_at)


def event_cancelled(row: Registration) -> None:
    """`row` as it was before: the number of its calendar entry grows by one with the change."""
    if row.state != R.UNCONFIRMED:
        _post("event_cancelled", row, "1", params={"seq": row.ics_seq + 1})


def places_free_late(seating: Seating) -> None:
    """Shortly before the event nothing is offered: everybody who waits is told that a place is free (case 8)."""
    now = Seating.objects.get(pk=seating.pk)
    if not (now.is_open and now.left):
        return
    for row in seating.registrations.waiting().with_card():
        _post("place_free", row, f"s{seating.event.schedule_rev}:t{now.seats_taken}", not_after=seating.event.starts_at)
