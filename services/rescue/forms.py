"""Who or what is missing, from when to when."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from events.places.models import Resource
from services.calendar.forms import AbsenceForm
from services.calendar.models import Provider
from services.rescue.queries import Away


class MissingForm(AbsenceForm):
    """Of a coach: her own absence. The reason is asked for with the answers, so that it stands in no address."""

    def __init__(self, data: Any = None, *, provider: Provider, is_sent: bool = False) -> None:
        self.whose = provider
        super().__init__(data, zone=provider.tz)
        if not is_sent:
            del self.fields["reason"]

    def away(self) -> Away:
        values = self.cleaned_data
        when = {"starts_at": values["starts_at"], "ends_at": values["ends_at"]}
        return Away(**when, provider=self.whose, reason=values.get("reason", ""))


class AnyMissingForm(AbsenceForm):
    """Of staff: anybody's, or that of a room or machine."""

    provider = forms.ModelChoiceField(label=_("Who"), queryset=Provider.objects.none(), required=False)
    resource = forms.ModelChoiceField(
        label=_("Or which room or machine"), queryset=Resource.objects.none(), required=False
    )
    field_order = ("provider", "resource")

    def __init__(self, data: Any = None, *, is_sent: bool = False) -> None:
        super().__init__(data, zone=ZoneInfo(settings.TIME_ZONE))
        people = Provider.objects.receiving().select_related("person").order_by("person__name", "pk")
        self.fields["provider"].queryset = people  # type: ignore[attr-defined]
        self.fields["resource"].queryset = Resource.objects.select_related("site")  # type: ignore[attr-defined]
        if not is_sent:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if bool(values.get("provider")) == bool(values.get("resource")):
            self.add_error("provider", _("Name a person, or a room or machine: one of the two."))
        return values

    def away(self) -> Away:
        values = self.cleaned_data
        names = ("starts_at", "ends_at", "provider", "resource")
        return Away(**{name: values[name] for name in names}, reason=values.get("reason", ""))
