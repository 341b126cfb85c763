"""Every file of the portal, to look at: what it is, whose, whether it was scanned. Its content has its own door."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from incubator.desk import Deed, HouseAdmin, Skipped
from incubator.documents import actions
from incubator.documents.models import Document, ScanState
from incubator.tones import tone_of


def _able_when(*states: str) -> Any:
    def plan(rows: QuerySet[Document], user: Any) -> tuple[list[Document], list[Skipped]]:
        documents = list(rows)
        able = [document for document in documents if document.scan in states]
        return able, [Skipped(document, document.get_scan_display()) for document in documents if document not in able]

    return plan


@admin.register(Document)
class DocumentAdmin(HouseAdmin):
    staff_may = frozenset({"view"})
    list_display = ("name", "purpose", "readable_size", "scan_told", "uploaded_by", "when")
    list_filter = ("scan", "has_active_content", "purpose")
    list_select_related = ("uploaded_by",)
    search_fields = ("name", "uploaded_by__email")
    search_help_text = _("Name of the file, or address of who sent it")
    fields = (
        "link",
        "purpose",
        "about",
        "media_type",
        "readable_size",
        "sha256",
        "scan",
        "has_active_content",
        "uploaded_by",
        "uploaded_at",
    )
    readonly_fields = ("link", "about", "readable_size")
    actions = [
        Deed(
            name="hand_out_unscanned",
            label=_("Hand out without a scan"),
            plan=_able_when(ScanState.PENDING),
            act=actions.hand_out_unscanned,
        ),
        Deed(
            name="ask_scan",
            label=_("Scan again"),
            plan=_able_when(ScanState.UNSCANNED, ScanState.CLEAN, ScanState.INFECTED),
            act=actions.ask_scan,
        ),
    ]

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("size"), ordering="size")
    def readable_size(self, document: Document) -> str:
        return filesizeformat(document.size)

    @admin.display(description=_("virus scan"), ordering="scan")
    def scan_told(self, document: Document) -> SafeString:
        told = format_html('<span class="z-chip {}">{}</span>', tone_of(document.scan), document.get_scan_display())
        return (
            format_html('{} <span class="z-chip wait">{}</span>', told, _("active content"))
            if document.has_active_content
            else told
        )

    @admin.display(description=_("uploaded"), ordering="uploaded_at")
    def when(self, document: Document) -> str:
        return spoken.brief_moment(document.uploaded_at)

    @admin.display(description=_("belongs to"))
    def about(self, document: Document) -> str:
        return f"{document.kind} {document.key}"

    @admin.display(description=_("file"))
    def link(self, document: Document) -> SafeString:
        return format_html('<a href="{}">{}</a>', document.get_absolute_url(), document.name)
