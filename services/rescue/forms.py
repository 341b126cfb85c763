"""Who or what is missing, from when to when."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from events.places.models import Resource
from programs.partners.models import Site
from services.calendar.forms import AbsenceForm
from services.calendar.models import Provider
from services.rescue.closings import EVERYWHERE
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
    """Of staff: anybody's, or that of a room or machine, or a closing day."""

    provider = forms.ModelChoiceField(label=_("Who"), queryset=Provider.objects.none(), required=False)
    resource = forms.ModelChoiceField(
        label=_("Or which room or machine"), queryset=Resource.objects.none(), required=False
    )
    closed = forms.ChoiceField(label=_("Or what is closed"), required=False)
    field_order = ("provider", "resource", "closed")

    def __init__(self, data: Any = None, *, is_sent: bool = False) -> None:
        super().__init__(data, zone=ZoneInfo(settings.TIME_ZONE))
        people = Provider.objects.receiving().select_related("person").order_by("person__name", "pk")
        self.fields["provider"].queryset = people  # type: ignore[attr-defined]
        sites = [(str(site.pk), site.name) for site in Site.objects.open()]
        self.fields["closed"].choices = [("", "–"), (EVERYWHERE, _("The whole incubator")), *sites]  # type: ignore[attr-defined]
        self.fields["resource"].queryset = Resource.objects.select_related("site")  # type: ignore[attr-defined]
        if not is_sent:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if sum(bool(values.get(name)) for name in ("provider", "resource", "closed")) != 1:
            self.add_error("provider", _("Name a person, or a room or machine, or what is closed: one of the three."))
        return values

    def away(self) -> Away:
        values = self.cleaned_data
        names = ("starts_at", "ends_at", "provider", "resource")
        closed, told = values["closed"], {name: values[name] for name in names}
        site = Site.objects.get(pk=closed) if closed and closed != EVERYWHERE else None
        return Away(**told, reason=values.get("reason", ""), site=site, is_everywhere=closed == EVERYWHERE)
