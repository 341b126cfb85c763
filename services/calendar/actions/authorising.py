"""Who may use a machine alone, because she was trained on it."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.places.models import Resource
from incubator.errors import Refused
from incubator.journal.models import record
from services.calendar.models import Authorisation
from startups.models import Startup


@transaction.atomic
def authorise(
    person: Any, startup: Startup, resource: Resource, *, by: Any, until: date | None = None, note: str = ""
) -> Authorisation:
    """Once for a person, a startup and a machine: a second one is refused while the first stands."""
    if until and until < timezone.localdate():
        raise Refused(_("This day is over."), field="until")
    told = {"person": person, "startup": startup, "resource": resource, "until": until, "note": note}
    try:
        with transaction.atomic():
            made = Authorisation.objects.create(**told)
    except IntegrityError as twice:
        raise Refused(_("This person has the authorisation already."), field="person") from twice
    record("authorise", made, by=by, note=note, startup=startup.pk)
    return made


@transaction.atomic
def authorise_trained(person: Any, startup: Startup, resource: Resource, *, note: str) -> None:
    """What follows from a training by itself; whoever has the authorisation keeps it as it is."""
    try:
        authorise(person, startup, resource, by=None, note=note)
    except Refused:
        return


@transaction.atomic
def revoke(authorisation_id: int, *, by: Any, reason: str = "") -> Authorisation:
    """It ends now. Twice is once."""
    rows = Authorisation.objects.select_for_update(no_key=True, of=("self",))
    row = rows.get(pk=authorisation_id)
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        record("revoke", row, by=by, note=reason, startup=row.startup_id)
    return row
