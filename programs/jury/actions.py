"""Who sits on the jury of a call. A seat ends, it is never erased."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.calls.models import Call
from programs.jury.models import JurySeat


@transaction.atomic
def seat(call_id: int, *, person: Any, by: Any) -> JurySeat:
    call = Call.objects.locked().get(pk=call_id)
    if call.jury_seats.live().filter(person=person).exists():
        raise Refused(_("This person sits on the jury already."), field="person")
    seated = JurySeat.objects.create(call=call, person=person)
    record("seat", seated, by=by)
    return seated


@transaction.atomic
def end(seat_id: int, *, by: Any) -> JurySeat:
    seat = JurySeat.objects.select_for_update(no_key=True).get(pk=seat_id)
    if seat.ended_at:
        raise Refused(_("This seat has ended already."))
    seat.ended_at = timezone.now()
    seat.save(update_fields=["ended_at"])
    record("end", seat, by=by)
    return seat
