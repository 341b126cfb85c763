"""What this slice keeps about people (law 09-08): proof that somebody took part, and what she thought of it.

An erased person's certificate no longer names her, and its page says that it is revoked; a rating stays as a figure, its words go.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.afterwards.models import Certificate, Feedback
from incubator.accounts.personal_data import Holding, declare

BASIS = _("request of the person (law 09-08, art. 4)")


def _certificates(user: Any) -> Iterable[dict[str, Any]]:
    rows = Certificate.objects.filter(registration__person=user).order_by("issued_at")
    return [dict(row) for row in rows.values("code", "facts", "issued_at", "revoked_at")]


def _forget_certificates(user: Any) -> None:
    for row in Certificate.objects.filter(registration__person=user):
        row.facts = {**row.facts, "name": ""}
        row.revoked_at = row.revoked_at or timezone.now()
        row.save(update_fields=["facts", "revoked_at"])
    Certificate.objects.filter(issued_by=user).update(issued_by=None)


def _feedback(user: Any) -> Iterable[dict[str, Any]]:
    rows = Feedback.objects.filter(registration__person=user).order_by("at")
    return [dict(row) for row in rows.values("registration__event__slug", "rating", "comment", "at")]


def _forget_feedback(user: Any) -> None:
    Feedback.objects.filter(registration__person=user).update(comment="")


def register() -> None:
    proof, better = _("proving that somebody took part"), _("making events better")
    declare(Holding("events.certificate", proof, BASIS, 120, _certificates, _forget_certificates))
    declare(Holding("events.feedback", better, BASIS, 24, _feedback, _forget_feedback))
