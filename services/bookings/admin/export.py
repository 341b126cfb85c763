"""The bookings of the list as a sheet: as they are filtered, streamed, a few queries whatever their number. No private note is in it."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.registrations.admin.export import BLOCK, WRITERS, WholeList
from services.bookings.models import Booking


class BookingExport:
    """Mixin of the admin of bookings."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WholeList if request.method == "POST" and "/export/" in request.path else ChangeList

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.export))  # type: ignore[attr-defined]
        named = path("export/<slug:kind>/", view, name="services_booking_export")
        return [named, *super().get_urls()]  # type: ignore[misc]

    def export(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The filters stand in the address, as on the list."""
        if kind not in WRITERS:
            raise Http404
        rows = self.get_changelist_instance(request).get_queryset(request)  # type: ignore[attr-defined]
        return WRITERS[kind](_("bookings"), _heads(), _rows(rows))


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
