"""The bookings of the list as a sheet: as they are filtered, streamed, a few queries whatever their number. No private note is in it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from incubator.exports import BLOCK, ListExport, Sheet
from services.bookings.models import Booking


class BookingExport(ListExport):
    """Mixin of the admin of bookings."""

    def sheet(self, rows: Any) -> Sheet:
        return _("bookings"), _heads(), _rows(rows)


def _heads() -> list[str]:
    return [
        _("Begins"), _("Ends"), _("Startup"), _("Service"), _("With"), _("Way"), _("Site"), _("State"), _("Credits"),
        _("Goal"), _("Booked by"), _("Asked"), _("Reason"), _("Rating"), _("Comment"),
    ]  # fmt: skip


def _rows(rows: Any) -> Iterator[list[Any]]:
    with override(get_language()):
        for row in rows.select_related("asked_by").iterator(chunk_size=BLOCK):
            yield _facts(row)


def _facts(row: Booking) -> list[Any]:
    return [
        row.starts_at,
        row.ends_at,
        row.startup.name,
        row.service.name,
        str(row.provider or ""),
        row.get_place_display(),
        row.site.name if row.site else "",
        row.get_state_display(),
        row.price,
        row.goal,
        str(row.asked_by or ""),
        row.created_at,
        row.reason,
        row.rating,
        row.rating_comment,
    ]
