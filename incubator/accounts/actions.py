"""Consents: each row is its own evidence (which text, which language, when), so the journal does not repeat it."""

from django.db import transaction
from django.utils import timezone

from incubator.accounts.models import Consent, User
from incubator.accounts.queries import NOTICE, current_notice


@transaction.atomic
def agree_to_notice(person: User, *, language: str) -> Consent:
    """Once per version; before any notice is published, the text that the portal brings along counts (no version)."""
    notice = current_notice()
    agreed, _new = Consent.objects.live().get_or_create(
        person=person, purpose=NOTICE, notice=notice, defaults={"language": language}
    )
    return agreed


@transaction.atomic
def give_consent(person: User, *, purpose: str, language: str, about: str = "") -> Consent:
    """One live consent per purpose and thing; asked again it stays the one that was given."""
    given, _new = Consent.objects.live().get_or_create(
        person=person, purpose=purpose, about=about, defaults={"language": language, "notice": current_notice()}
    )
    return given


@transaction.atomic
def withdraw_consent(consent_id: int) -> None:
    consent = Consent.objects.select_for_update().get(pk=consent_id)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
