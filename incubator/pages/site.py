"""The one admin site: sign-in and second factor are allauth's, the home shows the work queues."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.pages.queues import waiting, warnings


class PortalAdminSite(admin.AdminSite):
    index_title = gettext_lazy("Today")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        named = {"site_title": _("Administration"), "site_header": _("Administration")}
        return {**super().each_context(request), **named}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        queues = waiting(request.user)
        desk = {"queues": queues, "idle": [queue for queue in queues if not queue.count], "warnings": warnings()}
        return super().index(request, {**(extra_context or {}), **desk})

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Attempt limits and the second factor hold at this door too."""
        return super().login(request, extra_context)
