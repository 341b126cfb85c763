"""Lists of the staff: search without accents or case in both scripts, and columns that each officer chooses and keeps."""

from typing import Any

from django.contrib import messages
from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.text import search_key
from incubator.tones import tone_of
from incubator.words import choice

#: Of a name, in a row of a list.
LETTERS = 60


def words_query(term: str) -> SearchQuery | None:
    """Every word of the term must begin a word of the row; None when nothing of it can be searched."""
    words = search_key(term[:200]).split()[:8]
    return SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw") if words else None


def state_chip(label: Any, state: str) -> SafeString:
    return format_html('<span class="z-chip {}">{}</span>', tone_of(state), label)


def state_of(row: Any, field: str = "state") -> SafeString:
    """The state of a row in the words of its choices."""
    return state_chip(choice(row, field), getattr(row, field))


def cut(text: str) -> str:
    """A name as long as a row has room for; its page says all of it."""
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1].rstrip()}…"


class SearchByKey:
    """Mixin: the search box asks the stored vector of normalised words (`search_fields` names it), never the text itself."""

    search_fields: tuple[str, ...] = ("search",)

    def get_search_results(self, request: HttpRequest, rows: QuerySet[Any], term: str) -> tuple[QuerySet[Any], bool]:
        if not term.strip():
            return rows, False
        query = words_query(term)
        return (rows.filter(**{self.search_fields[0]: query}) if query else rows.none()), False


class SavedColumns:
    """Mixin: `all_columns` can be shown, `usual_columns` are, until an officer saves her own choice."""

    all_columns: tuple[str, ...] = ()
    usual_columns: tuple[str, ...] = ()

    def _list_key(self) -> str:
        return f"columns:{self.opts.label_lower}"  # type: ignore[attr-defined]

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return self.kept_columns(request)

    def kept_columns(self, request: HttpRequest) -> tuple[str, ...]:
        """What the officer chose, or what is usual; a list may show fewer, the choice stays."""
        saved = request.user.preferences.get(self._list_key(), [])  # type: ignore[union-attr]
        chosen = tuple(name for name in self.all_columns if name in saved)
        return (self.all_columns[0], *(name for name in chosen or self.usual_columns if name != self.all_columns[0]))

    def column_choices(self, request: HttpRequest) -> list[dict[str, Any]]:
        shown = self.kept_columns(request)
        return [{"name": name, "label": self._label(name), "is_shown": name in shown} for name in self.all_columns[1:]]

    def _label(self, name: str) -> str:
        described = getattr(getattr(self, name, None), "short_description", None)
        return str(described or self.model._meta.get_field(name).verbose_name)  # type: ignore[attr-defined]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        columns = {"column_choices": self.column_choices(request)}
        return super().changelist_view(request, {**(extra_context or {}), **columns})  # type: ignore[misc]

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_columns"  # type: ignore[attr-defined]
        view = self.admin_site.admin_view(require_POST(self.save_columns))  # type: ignore[attr-defined]
        return [path("columns/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def save_columns(self, request: HttpRequest) -> HttpResponse:
        """Keeps the officer's columns of this list; none chosen means the usual ones again."""
        chosen = [name for name in self.all_columns if name in request.POST.getlist("column")]
        person: Any = request.user
        person.preferences = {**person.preferences, self._list_key(): chosen}
        person.save(update_fields=["preferences"])
        messages.success(request, _("Your columns are saved."))
        return HttpResponseRedirect("../")
