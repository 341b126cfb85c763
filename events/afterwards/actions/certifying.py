"""Certificates: issued by the rule of the event, with facts that stay as they were, and revoked with a reason."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.afterwards import notices
from events.afterwards.models import Certificate
from events.afterwards.qualifying import Candidate, candidates
from events.agenda.models import Event
from events.agenda.states import CertificateRule, EventState
from events.door.models import Attendance
from incubator.errors import Refused
from incubator.journal.models import record
from incubator.words import LANGUAGES
from programs.partners.models import Partner


@transaction.atomic
def issue(event_id: int, *, by: Any) -> list[Certificate]:
    """To all who have earned one and have none; a second time gives nothing new. A revoked one is not given again."""
    event = _locked(event_id)
    made = _make(event, [one for one in candidates(event) if one.is_able], by=by)
    if made:
        record("issue_certificates", event, by=by, count=len(made))
    return made


@transaction.atomic
def issue_one(registration_id: Any, *, by: Any) -> Certificate:
    """Raises Refused with what is missing; one that stands already is given back."""
    event = _locked(Event.objects.values_list("pk", flat=True).get(registrations=registration_id))
    mine = next((one for one in candidates(event) if one.registration.pk == registration_id), None)
    if mine is None:
        raise Refused(_("This person was not registered."))
    if mine.certificate and mine.certificate.revoked_at is None:
        return mine.certificate
    if mine.certificate:
        raise Refused(_("The certificate of this person was revoked."))
    if mine.why:
        raise Refused(f"{mine.name}: {mine.why}")
    made = _make(event, [mine], by=by)[0]
    record("issue_certificate", made.registration, by=by, code=made.code)
    return made


@transaction.atomic
def revoke(pk: int, *, reason: str, by: Any) -> Certificate:
    """It stays on file, its page says that it is revoked, and whoever holds it reads why. Twice is once."""
    rows = Certificate.objects.select_for_update(no_key=True, of=("self",)).select_related("registration__person")
    certificate = rows.get(pk=pk)
    if certificate.revoked_at:
        return certificate
    if not reason.strip():
        raise Refused(_("Say why the certificate is revoked."), field="reason")
    certificate.revoked_at, certificate.revoked_reason = timezone.now(), reason[:200]
    certificate.save(update_fields=["revoked_at", "revoked_reason"])
    record("revoke_certificate", certificate.registration, by=by, note=reason, code=certificate.code)
    notices.certificate_revoked(certificate)
    return certificate


def _locked(event_id: int) -> Event:
    rows = Event.objects.locked().select_related("programme", "cohort__programme", "site")
    event = rows.get(pk=event_id)
    if event.certificate == CertificateRule.NONE:
        raise Refused(_("This event gives no certificates."))
    if event.state not in {EventState.PUBLISHED, EventState.DONE}:
        raise Refused(_("This event has not taken place."))
    if event.ends_at is None or event.ends_at > timezone.now():
        raise Refused(_("The event is not over yet."))
    return event


def _make(event: Event, able: list[Candidate], *, by: Any) -> list[Certificate]:
    common, days = _common(event), _attended(event)
    made = [
        Certificate(registration=one.registration, issued_by=by, facts={**common, **_own(one, days)}) for one in able
    ]
    Certificate.objects.bulk_create(made)
    for certificate in made:
        notices.certificate_issued(certificate)
    return made


def _common(event: Event) -> dict[str, Any]:
    titles = {code: getattr(event, f"title_{code}") for code in LANGUAGES}
    place = (event.site.city or event.site.name) if event.site else event.city
    return {"titles": titles, "kind": event.kind, "organisers": organisers(event), "place": place}


def organisers(event: Event) -> list[str]:
    """The partners of its programme, else those with an agreement on its day."""
    programme = event.programme or (event.cohort.programme if event.cohort else None)
    partners = programme.partners.all() if programme else Partner.objects.current()
    return [partner.organisation.name for partner in partners.select_related("organisation")]


def _attended(event: Event) -> dict[Any, list[tuple[str, int]]]:
    """{registration: [(day, minutes)]} of the sessions that people were at."""
    found: dict[Any, list[tuple[str, int]]] = {}
    rows = Attendance.objects.attended().filter(session__event=event).order_by("session__starts_at")
    for pk, day, minutes in rows.values_list("registration", "session__day", "session__minutes"):
        found.setdefault(pk, []).append((day.isoformat(), minutes))
    return found


def _own(one: Candidate, attended: dict[Any, list[tuple[str, int]]]) -> dict[str, Any]:
    mine = attended.get(one.registration.pk, [])
    days = list(dict.fromkeys(day for day, _minutes in mine))
    return {"name": one.name, "days": days, "minutes": sum(minutes for _day, minutes in mine)}
