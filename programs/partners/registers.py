"""What this slice keeps about people (law 09-08): who reads for which partner."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare
from programs.partners.models import Mandate

MONTHS = 36


def _mandates(user: Any) -> Iterable[dict[str, Any]]:
    return [dict(row) for row in Mandate.objects.filter(person=user).values("partner__code", "since", "until")]


def _end(user: Any) -> None:
    Mandate.objects.filter(person=user, until=None).update(until=timezone.localdate())


def register() -> None:
    declare(
        Holding(
            "programs.Mandate", _("reading reports for a partner"), _("mandate of the partner"), MONTHS, _mandates, _end
        )
    )
