"""Merging on the desk: the other record is searched, both stand side by side, and one button makes them one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.errors import Refused
from incubator.fields import TidyTextField
from startups import comparing
from startups.actions import merging
from startups.models import Startup
from startups.queries import looks_like

MOST_FOUND = 12


class MergeForm(forms.Form):
    reason = TidyTextField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("How you know that they are one company. It stays in the history of the record."),
    )


class MergedFilter(admin.SimpleListFilter):
    """Records that only lead to another are not in the list, unless somebody asks for them."""

    title, parameter_name = gettext_lazy("record"), "record"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("merged", _("merged into another"))]

    def choices(self, changelist: Any) -> Any:
        everything, *others = super().choices(changelist)
        return [{**everything, "display": _("in use")}, *others]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        return rows.exclude(merged_into=None) if self.value() == "merged" else rows.standing()


class MergePage:
    """Mixin of the admin of startups."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_page)  # type: ignore[attr-defined]
        return [path("<int:pk>/merge/", view, name="startups_startup_merge"), *super().get_urls()]  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Startup | None = None) -> bool:
        is_over = obj is not None and obj.merged_into_id is not None
        return not is_over and super().has_change_permission(request, obj)  # type: ignore[misc]

    def get_inlines(self, request: HttpRequest, obj: Startup | None) -> Any:
        return () if obj and obj.merged_into_id else super().get_inlines(request, obj)  # type: ignore[misc]

    def merge_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        goes = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if goes is None or not self.has_change_permission(request, goes):
            raise Http404
        stays = self._chosen(request, goes)
        page = self._compared(goes, stays) if stays else self._searched(request, goes)
        form = MergeForm(request.POST if stays and request.method == "POST" else None)
        if stays and form.is_valid():
            try:
                merging.merge(goes.pk, into=stays.pk, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                told = _("“%(goes)s” is merged into “%(stays)s”.") % {"goes": goes, "stays": stays}
                messages.success(request, told)
                return HttpResponseRedirect(reverse("admin:startups_startup_change", args=[stays.pk]))
        page |= {"form": form, "goes": goes, "stays": stays, "opts": Startup._meta, "title": _("Merge two records")}
        page |= self.admin_site.each_context(request)  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/startups/merge.html", page, status=422 if form.is_bound else 200)

    def _chosen(self, request: HttpRequest, goes: Startup) -> Startup | None:
        key = (request.POST if request.method == "POST" else request.GET).get("into", "")
        is_number = key.isdecimal() and key.isascii() and len(key) < 19
        return self._others(request, goes).filter(pk=key).first() if is_number else None

    def _others(self, request: HttpRequest, goes: Startup) -> Any:
        return Startup.objects.visible_to(request.user).standing().exclude(pk=goes.pk)

    def _compared(self, goes: Startup, stays: Startup) -> dict[str, Any]:
        return {
            "differences": comparing.differences(goes, stays),
            "luggage": comparing.luggage(goes),
            "objections": comparing.objections(goes, stays),
        }

    def _searched(self, request: HttpRequest, goes: Startup) -> dict[str, Any]:
        """Those that look alike first; then what the search box asks for."""
        typed = request.GET.get("q", "")[:200]
        numbers = {name: getattr(goes, name) for name in ("name", "ice", "rc_number", "rc_court")}
        alike = [double.pk for double in looks_like(**numbers, apart_from=goes.pk, most=5)]
        found: QuerySet[Startup] = self._others(request, goes)
        if typed.strip():
            found, _more = self.get_search_results(request, found, typed)  # type: ignore[attr-defined]
        else:
            found = found.filter(pk__in=alike)
        return {"q": typed, "found": list(found[:MOST_FOUND]), "is_guess": not typed.strip()}
