"""Who has earned a certificate, by the rule of the event, and why others have not."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.afterwards.models import Certificate
from events.agenda.models import Event
from events.agenda.states import CertificateRule
from events.door.states import AttendanceState
from events.registrations.models import Registration
from events.registrations.states import RegistrationState


@dataclass(frozen=True)
class Candidate:
    """`why` is empty for who has earned it; `certificate` is what she has already, standing or revoked."""

    registration: Registration
    name: str
    why: str
    certificate: Certificate | None = None

    @property
    def is_able(self) -> bool:
        return not self.why and self.certificate is None


def candidates(event: Event) -> list[Candidate]:
    """Everybody registered, and whoever came without; in two queries, however many they are."""
    came = Q(attendances__state=AttendanceState.ATTENDED)
    rows = (
        Registration.objects.filter(event=event)
        .select_related("person", "certificate")
        .annotate(attended=Count("attendances", filter=came))
        .filter(Q(state=RegistrationState.REGISTERED) | Q(attended__gt=0))
        .order_by("created_at", "pk")
    )
    sessions = event.sessions.count()
    return [_candidate(row, event, sessions) for row in rows]


def _candidate(row: Any, event: Event, sessions: int) -> Candidate:
    name = (row.person.name if row.person else row.name).strip()
    why = _missing(event, row.attended, sessions) or ("" if name else _("no name is known"))
    return Candidate(row, name or row.who, why, getattr(row, "certificate", None))


def _missing(event: Event, attended: int, sessions: int) -> str:
    if event.certificate == CertificateRule.NONE:
        return _("this event gives no certificates")
    if not attended:
        return _("is not noted as present")
    if event.certificate == CertificateRule.SHARE and attended * 100 < event.certificate_share * sessions:
        told = ngettext(
            "was at %(attended)d of %(count)d session; %(share)d%% are asked for",
            "was at %(attended)d of %(count)d sessions; %(share)d%% are asked for",
            sessions,
        )
        return told % {"attended": attended, "count": sessions, "share": event.certificate_share}
    return ""
