"""Requests, awards and tranches as sheets: the list as it is filtered, streamed."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from incubator.exports import BLOCK, WRITERS, ListExport, Sheet
from incubator.journal.models import record
from services.funding.models import Award, FundingRequest, Tranche

Columns = list[tuple[str, Callable[[Any], Any]]]


class Export(ListExport):
    """Mixin: `columns()` are pairs (heading, value of a row)."""

    columns: Callable[[], Columns]

    def sheet(self, rows: Any) -> Sheet:
        columns = self.columns()
        head = [heading for heading, _value in columns]
        return str(self.opts.verbose_name_plural), head, _rows(rows.with_card(), columns)  # type: ignore[attr-defined]

    def export(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        if kind in WRITERS:
            with transaction.atomic():
                record("export", request.user, by=request.user, note=self.opts.label_lower, kind=kind)  # type: ignore[attr-defined,arg-type]
        return super().export(request, kind)


def _rows(rows: Any, columns: Columns) -> Iterator[list[Any]]:
    """In the language of the page, also while the file is already on its way."""
    with override(get_language()):
        for row in rows.iterator(chunk_size=BLOCK):
            yield [value(row) for _heading, value in columns]


def request_columns() -> Columns:
    return [
        (_("Startup"), lambda row: row.startup.name),
        (_("ICE"), lambda row: row.startup.ice),
        (_("Instrument"), lambda row: row.instrument.name),
        (_("State"), FundingRequest.get_state_display),
        (_("What the money is for"), lambda row: row.purpose),
        (_("Asked for (MAD)"), lambda row: row.amount_asked),
        (_("Own money announced (MAD)"), lambda row: row.own_declared),
        (_("Sent"), lambda row: row.submitted_at),
        (_("Decided"), lambda row: row.decided_at),
        (_("Reason"), lambda row: row.reason),
    ]


def award_columns() -> Columns:
    return [
        (_("Startup"), lambda row: row.startup.name),
        (_("ICE"), lambda row: row.startup.ice),
        (_("Instrument"), lambda row: row.instrument.name),
        (_("Paid by"), lambda row: row.instrument.source.name if row.instrument.source else ""),
        (_("State"), Award.get_state_display),
        (_("Amount (MAD)"), lambda row: row.amount),
        (_("Paid (MAD)"), lambda row: row.paid_mad),
        (_("Left (MAD)"), lambda row: row.left_mad),
        (_("Granted"), lambda row: row.awarded_at),
        (_("Signed on"), lambda row: row.signed_on),
    ]


def tranche_columns() -> Columns:
    return [
        (_("Startup"), lambda row: row.award.startup.name),
        (_("Instrument"), lambda row: row.award.instrument.name),
        (_("Number"), lambda row: row.number),
        (_("State"), Tranche.get_state_display),
        (_("Amount (MAD)"), lambda row: row.amount),
        (_("Planned for"), lambda row: row.due_on),
        (_("First approval"), lambda row: str(row.first_by or "")),
        (_("Second approval"), lambda row: str(row.second_by or "")),
        (_("Paid on"), lambda row: row.paid_on),
        (_("Reference of the payment"), lambda row: row.reference),
    ]
