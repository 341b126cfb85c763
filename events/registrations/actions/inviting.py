from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.agenda.models import Event
from events.registrations import notices
from incubator.errors import Refused
from incubator.journal.models import record
from incubator.outbox.models import Letter


@transaction.atomic
def invite(event_id: int, *, by: Any) -> Event:
    """A letter with her own link to every guest who has none yet, in the language that is spoken at the event."""
    event = Event.objects.locked().get(pk=event_id)
    guests = {str(guest.pk): guest for guest in event.invitees.all()}
    written = Letter.objects.filter(kind=notices.INVITATION, key_of_thing__in=guests)
    for key in written.values_list("key_of_thing", flat=True):
        guests.pop(key, None)
    if not event.is_live or not guests:
        raise Refused(_("No guest is left to be invited: name guests on the event's page first."))
    for guest in guests.values():
        guest.event = event
        notices.event_invitation(guest, language=event.language)
    record("invite", event, by=by, guests=len(guests))
    return event
