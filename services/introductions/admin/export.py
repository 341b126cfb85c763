"""Introductions as a sheet: the list as it is filtered, streamed."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from incubator.exports import BLOCK, WRITERS, ListExport, Sheet
from incubator.journal.models import record
from services.introductions.models import Introduction
from services.introductions.queries import with_outcome
from services.introductions.states import Outcome


class IntroductionExport(ListExport):
    """Mixin of the admin of introductions."""

    def sheet(self, rows: Any) -> Sheet:
        return _("introductions"), _heads(), _rows(rows)

    def export(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        if kind in WRITERS:
            with transaction.atomic():
                record("export", request.user, by=request.user, note=Introduction._meta.label_lower, kind=kind)  # type: ignore[arg-type]
        return super().export(request, kind)


def _heads() -> list[str]:
    return [
        _("Startup"), _("Service"), _("Wants to meet"), _("Organisation in mind"), _("State"), _("Partner"), _("Officer"),
        _("Asked"), _("Introduced"), _("What became of it"), _("Amount (MAD)"), _("Reason"),
    ]  # fmt: skip


def _rows(rows: Any) -> Iterator[list[Any]]:
    """In the language of the page, also while the file is already on its way."""
    found = with_outcome(rows, timezone.now()).select_related("startup", "service", "target__organisation", "officer")
    with override(get_language()):
        for row in found.iterator(chunk_size=BLOCK):
            yield _facts(row)


def _facts(row: Introduction) -> list[Any]:
    told: Any = row
    outcome = Outcome.SIGNED if told.is_signed else told.last_word
    return [
        row.startup.name,
        str(row.service),
        row.get_kind_display(),
        row.named,
        row.get_state_display(),
        str(row.target) if row.target else "",
        str(row.officer) if row.officer else "",
        row.asked_at,
        row.made_at,
        str(Outcome(outcome).label) if outcome else "",
        told.amount,
        row.reason,
    ]
