"""The one admin site: sign-in and second factor are allauth's, the home shows the work queues."""

from functools import update_wrapper
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from incubator.pages.queues import waiting, warnings


class PortalAdminSite(admin.AdminSite):
    index_title = gettext_lazy("Today")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._app_lists: dict[tuple[Any, ...], list[Any]] = {}
        self._drawn_lists: dict[tuple[Any, ...], str] = {}

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        named = {"site_title": _("Administration"), "site_header": _("Administration")}
        return {**super().each_context(request), **named}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Made once for each language and kind of account: what stands in the side bar depends on nothing else."""
        key = (*_seen_by(request.user), app_label)
        if key not in self._app_lists:
            self._app_lists[key] = [_said(app) for app in super().get_app_list(request, app_label)]
        return self._app_lists[key]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        queues = waiting(request.user)
        idle = [queue for queue in queues if not queue.size]
        desk = {"queues": queues, "idle": idle, "warnings": warnings(), "apps": self._drawn_list(request)}
        return super().index(request, {**(extra_context or {}), **desk})

    def _drawn_list(self, request: HttpRequest) -> str:
        """The home's list of models, drawn once as it is made once."""
        key = _seen_by(request.user)
        if key not in self._drawn_lists:
            told = {"app_list": self.get_app_list(request), "show_changelinks": True}
            self._drawn_lists[key] = render_to_string("admin/app_list.html", told)
        return self._drawn_lists[key]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """For a signed-in person who is not staff the administration does not exist; anonymous people may sign in."""
        guarded = super().admin_view(view, cacheable)

        def hidden(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return update_wrapper(hidden, guarded)

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Attempt limits and the second factor hold at this door too."""
        return super().login(request, extra_context)


def _seen_by(user: Any) -> tuple[Any, ...]:
    """All that a list of models depends on."""
    return get_language(), user.is_active, user.is_staff, user.is_superuser


def _said(app: dict[str, Any]) -> dict[str, Any]:
    """With the names in the words of the language, rather than translated at each use; `drawn` as the side bar shows it elsewhere."""
    models = [
        {**model, "name": str(model["name"]), "ident": f"{app['app_label']}-{model['object_name'].lower()}"}
        for model in app["models"]
    ]
    told = {**app, "name": str(app["name"]), "models": models}
    return {**told, "drawn": render_to_string("admin/nav_app.html", {"app": told})}
