"""Files and links that go with an event, by who may have them: everybody, those who are registered, those who came."""

from typing import Any

from django.db.models import Exists, Q, QuerySet

from events.agenda.models import Material
from events.agenda.models.materials import MaterialFor
from events.door.models import Attendance
from events.registrations.models import Registration
from events.registrations.states import RegistrationState
from incubator.documents.models import Document, ScanState

PURPOSE = "event_material"


def of(registration: Registration) -> QuerySet[Material]:
    """What this registration opens, in one query."""
    came = Exists(Attendance.objects.attended().filter(registration=registration))
    allowed = Q(audience=MaterialFor.PUBLIC) | (
        Q(audience__in=[MaterialFor.REGISTERED, MaterialFor.ATTENDED]) & Q(came)
    )
    if registration.state == RegistrationState.REGISTERED:
        allowed |= Q(audience=MaterialFor.REGISTERED)
    return Material.objects.filter(allowed, event=registration.event_id)


def file_of(material: Material) -> Document | None:
    """The file as it may be handed out: standing, and not held back by the scanner."""
    if material.document is None:
        return None
    held = (ScanState.PENDING, ScanState.INFECTED)
    return Document.objects.standing().filter(pk=material.document, purpose=PURPOSE).exclude(scan__in=held).first()


def may_read(user: Any, document: Any) -> bool:
    """What the documents view asks: staff, what is for everybody, and what her own registration opens."""
    material = Material.objects.select_related("event").filter(document=document.pk).first()
    if material is None:
        return bool(user.is_staff)
    if user.is_staff or Material.objects.visible_to(user).filter(pk=material.pk).exists():
        return True
    mine = Registration.objects.filter(event=material.event_id, person=user)
    return any(of(registration).filter(pk=material.pk).exists() for registration in mine)
