"""What the pages read afterwards."""

from typing import Any

from events.afterwards.models import Certificate, Feedback
from events.agenda.models import Event
from events.registrations.models import Registration


def standing_of(registration: Registration) -> Certificate | None:
    return Certificate.objects.standing().filter(registration=registration).first()


def certificate_of(registration: Registration) -> Certificate | None:
    """Hers, standing or revoked: her own page says why it is."""
    return Certificate.objects.filter(registration=registration).first()


def feedback_of(registration: Registration) -> Feedback | None:
    return Feedback.objects.filter(registration=registration).first()


def all_of(event: Event) -> list[Certificate]:
    rows = Certificate.objects.standing().filter(registration__event=event)
    return list(rows.order_by("issued_at", "pk"))


def comments(event: Event) -> Any:
    """The newest first, without names: an opinion is read for what it says."""
    said = Feedback.objects.filter(registration__event=event).exclude(comment="")
    return said.order_by("-at")
