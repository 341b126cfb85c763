"""Files and links that go with an event, by who may have them: everybody, those who are registered, those who came."""

from typing import Any

from events.agenda.models import Material
from events.agenda.models.materials import MaterialFor
from events.door.models import Attendance
from events.registrations.models import Registration
from events.registrations.states import RegistrationState
from incubator.documents.models import Document, ScanState

PURPOSE = "event_material"


def audiences(registration: Registration) -> list[str]:
    came = Attendance.objects.attended().filter(registration=registration).exists()
    allowed = [MaterialFor.PUBLIC]
    if registration.state == RegistrationState.REGISTERED or came:
        allowed.append(MaterialFor.REGISTERED)
    if came:
        allowed.append(MaterialFor.ATTENDED)
    return [str(one) for one in allowed]


def of(registration: Registration) -> list[Material]:
    return list(registration.event.materials.filter(audience__in=audiences(registration)))


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
    return any(material.audience in audiences(registration) for registration in mine)
