"""Who may use a machine: given once a person is trained, taken back with a reason."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.places.models import Resource
from events.places.states import ResourceKind
from programs.partners.steps import Step, StepsAdmin
from services.calendar import actions
from services.calendar.admin.forms import AuthorisationForm, ReasonForm
from services.calendar.models import Authorisation
from startups.models import Startup


@admin.register(Authorisation)
class AuthorisationAdmin(StepsAdmin):
    form = AuthorisationForm
    staff_may = frozenset({"view", "add", "change"})
    list_display = ("person", "startup", "resource", "since", "until", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), "resource")
    list_select_related = ("person", "startup", "resource")
    search_fields = ("person__name", "person__email", "startup__name")
    steps = [
        Step(
            "revoke",
            _("Take back"),
            actions.revoke,
            form=ReasonForm,
            may=lambda row: row.revoked_at is None,
            told=_("From now on this person may not book the machine. What is booked stands."),
        )
    ]
    verbs = {"authorise": _("granted")}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("person", "startup", "resource")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.typed, "since", "revoked_at") if obj else self.typed

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.get_fields(request, obj) if obj else ()

    typed = ("person", "startup", "resource", "until", "note")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        made: Any = super().get_form(request, obj, change=change, **kwargs)
        if obj is None:
            machines = Resource.objects.visible_to(request.user).exclude(kind=ResourceKind.ROOM)
            made.base_fields["resource"].queryset = machines
            made.base_fields["startup"].queryset = Startup.objects.visible_to(request.user).order_by("sort_key")
        return made

    def save_model(self, request: HttpRequest, obj: Authorisation, form: Any, change: bool) -> None:
        if not change:
            told = {name: getattr(obj, name) for name in ("until", "note")}
            stored = actions.authorise(obj.person, obj.startup, obj.resource, by=request.user, **told)
            obj.pk, obj.since = stored.pk, stored.since
