"""The staff's desk: what every page of the admin shares. State changes go through actions, never through a form's save.

`HouseAdmin` settles who may what, `Deed` is an action on many rows with a page that says beforehand who is skipped and why,
`queues` is the register of work queues that the admin's home shows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator.errors import Refused
from incubator.slim import SCRIPTS, SlimList, keep_filters, kept_filters, tighten

#: A deed looks at this many rows at most; beyond, staff narrow their list first.
MOST_ROWS = 500


@dataclass(frozen=True)
class Queue:
    """One line of the admin's home. `rows(user, now)` are what waits, or their number where they are no rows; `url(user)` is the
    filtered list that holds them. Rows are asked for in a prepared question: of the user they know the key and the rights.
    """

    key: str
    label: Any
    rows: Callable[[Any, datetime], QuerySet[Any] | int]
    url: Callable[[Any], str]
    position: int = 50
    is_urgent: bool = False

    def count(self, user: Any) -> int:
        found = self.rows(user, timezone.now())
        return found if isinstance(found, int) else found.count()


queues: dict[str, Queue] = {}


def add_queue(queue: Queue) -> None:
    queues[queue.key] = queue


class HouseAdmin(admin.ModelAdmin):
    """Staff look, add and change; only a superuser deletes. Set `staff_may` to narrow it.

    Rows that only actions make and end (`is_kept_by_actions`) are neither added nor deleted by hand, whoever asks.
    """

    staff_may: frozenset[str] = frozenset({"view", "add", "change"})
    is_kept_by_actions = False
    list_per_page = 50
    show_full_result_count = False
    save_on_top = False

    def _staff_may(self, request: HttpRequest, deed: str) -> bool:
        user: Any = request.user
        return user.is_active and user.is_staff and (user.is_superuser or deed in self.staff_may)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list is named for what it holds."""
        named = {"title": str(self.opts.verbose_name_plural).capitalize()}
        answer = super().changelist_view(request, {**named, **(extra_context or {})})
        if isinstance(answer, TemplateResponse) and answer.context_data and "cl" in answer.context_data:
            answer.context_data["media"] = SCRIPTS
            answer.add_post_render_callback(tighten)
            keep_filters(request, answer)
        return answer

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return SlimList

    def get_preserved_filters(self, request: HttpRequest) -> str:
        """Those of the list an officer came from: its cookie knows them, so no row of the list has to."""
        if self._is_list(request):
            return ""
        kept = kept_filters(request)
        return super().get_preserved_filters(request) or (urlencode({"_changelist_filters": kept}) if kept else "")

    def _is_list(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        return bool(match and match.url_name == f"{self.opts.app_label}_{self.opts.model_name}_changelist")

    def action_checkbox(self, obj: Model, named_by: str = "") -> SafeString:
        """Named by the head of its row (`incubator.rows`)."""
        return format_html(
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-labelledby="{}">',
            ACTION_CHECKBOX_NAME,
            obj.pk,
            named_by,
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._staff_may(request, "view")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._staff_may(request, "view")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not self.is_kept_by_actions and self._staff_may(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._staff_may(request, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not self.is_kept_by_actions and self._staff_may(request, "delete")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = self.model.objects
        found = rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows.all()
        return found.order_by(*(self.get_ordering(request) or found.query.order_by or ("pk",)))


class NamedFields:
    """Formsets drawn as a table: it names its columns, so each field says its own name to those who do not see it."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)  # type: ignore[misc]
        for field in form.fields.values():
            getattr(field.widget, "widget", field.widget).attrs.setdefault("aria-label", str(field.label))


class HouseInline(admin.TabularInline):
    """An inline has the rights of its page. An altered count of rows never makes the server draw thousands of them."""

    template = "admin/tabular.html"
    extra = 0
    max_num = 100

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        made = super().get_formset(request, obj, **{"absolute_max": self.max_num, **kwargs})
        return type(made.__name__, (NamedFields, made), {}) if self.template == HouseInline.template else made

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_staff)  # type: ignore[union-attr]

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@dataclass(frozen=True)
class Skipped:
    thing: Model
    why: str


class Deed:
    """An action of the admin's list: asks `plan` who can and who is skipped, shows both with a form, then acts row by row.

    plan(rows, user) -> (those who can, [Skipped]); act(pk, by=user, **form values) raises Refused for one row only.
    """

    do_not_call_in_templates = True

    def __init__(
        self,
        *,
        name: str,
        label: Any,
        plan: Callable[[QuerySet[Any], Any], tuple[list[Any], list[Skipped]]],
        act: Callable[..., Any],
        form: type[forms.Form] = forms.Form,
    ) -> None:
        self.name = self.__name__ = name
        self.short_description, self.plan, self.act, self.form = label, plan, act, form

    def __call__(self, model_admin: admin.ModelAdmin, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        rows = rows[: MOST_ROWS + 1]
        able, skipped = self.plan(rows, request.user)
        if len(able) + len(skipped) > MOST_ROWS:
            messages.error(request, _("That is more than %(most)d rows: narrow the list first.") % {"most": MOST_ROWS})
            return None
        sent = "deed" in request.POST
        form = self.form(request.POST if sent else None, request.FILES if sent else None)
        if sent and form.is_valid():
            self._do(request, able, skipped, form.cleaned_data)
            return HttpResponseRedirect(request.get_full_path())
        page = {
            **model_admin.admin_site.each_context(request),
            "title": self.short_description,
            "deed": self,
            "form": form,
            "able": able,
            "skipped": skipped,
            "opts": model_admin.model._meta,
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "across": request.POST.get("select_across", "0"),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/deed.html", page, status=422 if sent else 200)

    def _do(self, request: HttpRequest, able: Iterable[Any], skipped: list[Skipped], values: dict[str, Any]) -> None:
        done, refused = 0, [f"{skip.thing} {skip.why}" for skip in skipped]
        for thing in able:
            try:
                self.act(thing.pk, by=request.user, **values)
                done += 1
            except Refused as refusal:
                refused.append(_("%(label)s: %(error)s") % {"label": thing, "error": refusal})
        told = ngettext("%(label)s: done for %(count)d row.", "%(label)s: done for %(count)d rows.", done)
        messages.success(request, told % {"label": self.short_description, "count": done})
        for line in refused[:20]:
            messages.warning(request, line)
