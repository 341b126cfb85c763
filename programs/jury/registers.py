"""What this slice keeps about people (law 09-08): who sat on which jury. The seat ends with the account; that there was one stays."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare
from programs.jury.models import JurySeat

#: Who evaluated must be provable as long as the decision is.
MONTHS = 120


def _seats(user: Any) -> Iterable[dict[str, Any]]:
    return [dict(row) for row in JurySeat.objects.filter(person=user).values("call__slug", "since", "ended_at")]


def _end(user: Any) -> None:
    JurySeat.objects.filter(person=user, ended_at=None).update(ended_at=timezone.now())


def register() -> None:
    declare(
        Holding("programs.JurySeat", _("selection by a jury"), _("your agreement to sit on it"), MONTHS, _seats, _end)
    )
