"""What the letters say: facts of the moment of sending, or None when a letter has lost its sense."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from events.afterwards.models import Certificate, Feedback
from events.afterwards.notices import UNIT
from events.afterwards.rules import feedback_ends, has_come, is_feedback_open
from events.registrations import links
from events.registrations.models import Registration
from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter
from incubator.outbox.states import Category
from incubator.spoken import day, moment

Told = dict[str, Any] | None


def _about(letter: Letter) -> Registration | None:
    return Registration.objects.with_card().filter(pk=letter.key_of_thing).first()


def _address(row: Registration, page: str, guest_page: str, language: str) -> str:
    if row.person is None:
        return links.url_of(row, guest_page)
    with translation.override(language):
        return settings.SITE_URL + reverse(f"events:{page}", args=[row.pk])


def _certificate_issued(letter: Letter) -> Told:
    row, language = _about(letter), letter.spoken_language
    found = Certificate.objects.standing().filter(registration=row).first() if row else None
    if row is None or found is None:
        return None
    with translation.override(language):
        check = settings.SITE_URL + found.get_absolute_url()
        named = {"event": row.event.title, "code": found.code, "check_url": check, "name": row.who}
    return {**named, "url": _address(row, "certificate_pdf", "guest_certificate", language)}


def _certificate_revoked(letter: Letter) -> Told:
    """Nothing of an erased person: hers was revoked with her name, without a reason."""
    row = _about(letter)
    found = Certificate.objects.filter(registration=row, revoked_at__isnull=False).first() if row else None
    if row is None or found is None or not found.revoked_reason:
        return None
    with translation.override(letter.spoken_language):
        check = settings.SITE_URL + found.get_absolute_url()
        told = {"event": row.event.title, "code": found.code, "check_url": check, "name": row.who}
    return {**told, "reason": found.revoked_reason}


def _feedback_asked(letter: Letter) -> Told:
    row, language = _about(letter), letter.spoken_language
    if row is None or not (is_feedback_open(row.event) and has_come(row)):
        return None
    if Feedback.objects.filter(registration=row).exists():
        return None
    ends = feedback_ends(row.event)
    with translation.override(language):
        told = {"event": row.event.title, "name": row.who, "until": moment(ends, zone=True) if ends else ""}
        told["day"] = day(row.event.starts_at) if row.event.starts_at else ""
    return {**told, "url": _address(row, "feedback_form", "guest_feedback", language)}


def register() -> None:
    asked = {"category": Category.REMINDER, "label": _("opinion asked for")}
    kinds.register(
        Kind(f"{UNIT}.certificate_issued", _certificate_issued, label=_("certificate issued")),
        Kind(f"{UNIT}.certificate_revoked", _certificate_revoked, label=_("certificate revoked")),
        Kind(f"{UNIT}.feedback_asked", _feedback_asked, **asked),  # type: ignore[arg-type]
    )
