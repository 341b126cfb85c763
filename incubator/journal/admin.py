"""The journal is read, never written by hand."""

import json
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from incubator.desk import HouseAdmin
from incubator.journal.models import Entry


class KindFilter(admin.SimpleListFilter):
    """By the kind of thing, in words."""

    title = _("about")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        # The kinds of this house, not those that happen to have lines: a full table would be read for it.
        ours = [
            m
            for m in apps.get_models()
            if m.__module__.split(".")[0] in {"incubator", "startups", "programs", "events", "services"}
        ]
        return sorted(((m._meta.label_lower, capfirst(m._meta.verbose_name)) for m in ours), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        return rows.filter(kind=self.value()) if self.value() else rows


@admin.register(Entry)
class EntryAdmin(HouseAdmin):
    staff_may = frozenset({"view"})
    list_display = ("at", "by", "verb", "thing", "title", "note")
    list_display_links = ("at",)
    list_filter = (KindFilter,)
    list_select_related = ("by",)
    search_fields = ("title", "verb", "key")
    fields = ("at", "by", "verb", "thing", "title", "key", "note", "told")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("kind"))
    def thing(self, entry: Entry) -> str:
        return kind_in_words(entry.kind)

    @admin.display(description=_("facts"))
    def told(self, entry: Entry) -> SafeString | str:
        return (
            format_html("<pre>{}</pre>", json.dumps(entry.facts, ensure_ascii=False, indent=1)) if entry.facts else ""
        )


def kind_in_words(label: str) -> str:
    try:
        return capfirst(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label
