"""Jury seats: given by e-mail address, ended by a step."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.calls.models import Call
from programs.jury import actions
from programs.jury.models import JurySeat
from programs.partners.forms import PersonField
from programs.partners.steps import Step, StepsAdmin


class JurySeatForm(forms.ModelForm):
    person = PersonField(label=gettext_lazy("E-mail address"))

    class Meta:
        model = JurySeat
        fields = ("call", "person")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        call, person = values.get("call"), values.get("person")
        if call and person and call.jury_seats.live().filter(person=person).exists():
            self.add_error("person", _("This person sits on the jury already."))
        return values


@admin.register(JurySeat)
class JurySeatAdmin(StepsAdmin):
    form = JurySeatForm
    list_display = ("person", "call", "since", "ended_at")
    list_filter = (("ended_at", admin.EmptyFieldListFilter), "call")
    list_select_related = ("person", "call")
    search_fields = ("person__email", "person__name", "call__title_fr")
    ordering = ("-since",)
    steps = [
        Step(
            "end",
            gettext_lazy("End this seat"),
            actions.end,
            may=lambda seat: seat.ended_at is None,
            told=gettext_lazy("From now on this person sees nothing of the call’s files."),
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[JurySeat]:
        return super().get_queryset(request).select_related("person", "call")

    def get_fields(self, request: HttpRequest, obj: JurySeat | None = None) -> tuple[str, ...]:
        return ("call", "person", "since", "ended_at") if obj else ("call", "person")

    def get_readonly_fields(self, request: HttpRequest, obj: JurySeat | None = None) -> tuple[str, ...]:
        return ("call", "person", "since", "ended_at") if obj else ()

    def formfield_for_foreignkey(self, field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "call":
            kwargs["queryset"] = Call.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: JurySeat, form: Any, change: bool) -> None:
        if not change:
            stored = actions.seat(obj.call_id, person=obj.person, by=request.user)
            obj.pk, obj.since = stored.pk, stored.since
