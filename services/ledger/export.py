"""The accounts of the list as sheets, as they are filtered: one row for each entitlement with who pays, or one for each movement."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.exports import BLOCK, WRITERS, Filtered
from services.ledger.models import Entitlement, Entry
from services.ledger.queries import history, with_sums


class LedgerExport(Filtered):
    """Mixin of the admin of entitlements."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.export))  # type: ignore[attr-defined]
        named = path("export/<slug:what>/<slug:kind>/", view, name="services_entitlement_export")
        return [named, *super().get_urls()]  # type: ignore[misc]

    def export(self, request: HttpRequest, what: str, kind: str) -> HttpResponseBase:
        if kind not in WRITERS or what not in SHEETS:
            raise Http404
        name, heads, rows = SHEETS[what]
        found = Entitlement.objects.filter(pk__in=self.filtered(request).values("pk"))
        return WRITERS[kind](name(), heads(), rows(found))


def _account_heads() -> list[str]:
    return [
        _("Startup"), _("Kind"), _("Only for"), _("Paid by"), _("Cohort"), _("From"), _("Until"), _("Granted (credits)"),
        _("Reserved"), _("Used"), _("Left"), _("Standing"),
    ]  # fmt: skip


def _accounts(rows: Any) -> Iterator[list[Any]]:
    """In the language of the page, also while the file is already on its way."""
    with override(get_language()):
        for row in (
            with_sums(rows)
            .with_card()
            .select_related("cohort__programme")
            .order_by("startup__sort_key", "pk")
            .iterator(chunk_size=BLOCK)
        ):
            yield [*_of_whom(row), row.starts_on, row.ends_on, *_sums(row), row.standing().label]


def _of_whom(row: Entitlement) -> list[Any]:
    only = row.service.name if row.service else ""
    return [row.startup.name, row.get_kind_display(), only, row.source.name, str(row.cohort or "")]


def _sums(row: Any) -> list[Any]:
    return [row.granted, row.held, row.used, row.left]


def _movement_heads() -> list[str]:
    return [
        _("When"), _("Startup"), _("Kind"), _("Paid by"), _("What"), _("Credits"), _("Used"), _("Service"), _("About"),
        _("Reason"), _("By"),
    ]  # fmt: skip


def _movements(rows: Any) -> Iterator[list[Any]]:
    entries = history(rows).select_related("entitlement__startup").order_by("at", "pk")
    with override(get_language()):
        for entry in entries.iterator(chunk_size=BLOCK):
            yield _facts(entry)


def _facts(entry: Entry) -> list[Any]:
    row = entry.entitlement
    return [
        entry.at,
        row.startup.name,
        row.get_kind_display(),
        row.source.name,
        entry.get_verb_display(),
        entry.amount,
        entry.used,
        entry.service.name if entry.service else "",
        entry.title,
        entry.reason,
        str(entry.by or ""),
    ]


#: What can be had → its name, its first row, the others.
SHEETS: dict[str, tuple[Callable[[], str], Callable[[], list[str]], Callable[[Any], Iterator[list[Any]]]]] = {
    "accounts": (lambda: _("credits"), _account_heads, _accounts),
    "movements": (lambda: _("movements of credits"), _movement_heads, _movements),
}
