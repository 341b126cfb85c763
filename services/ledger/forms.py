from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.fields import DayField, NumberField, TidyCharField
from programs.partners.models import Cohort
from services.catalogue.models import Service
from services.catalogue.states import ServiceKind
from services.ledger.actions import Grant
from services.ledger.models import FundingSource
from startups.models import Startup

MOST = Decimal(10_000)


class ReasonForm(forms.Form):
    reason = TidyCharField(label=_("Reason"), max_length=300, help_text=_("The startup reads it."))


class AdjustForm(ReasonForm):
    amount = NumberField(
        label=_("Credits"),
        min_value=-MOST,
        max_value=MOST,
        decimal_places=2,
        help_text=_("More with a plain number, fewer with a minus before it."),
    )

    field_order = ("amount", "reason")


class GrantForm(forms.Form):
    """Credits for one startup, or for every startup of a cohort that takes part today."""

    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=Cohort.objects.none(), required=False)
    startup = forms.ModelChoiceField(label=_("Startup"), queryset=Startup.objects.none(), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ServiceKind.choices)
    service = forms.ModelChoiceField(
        label=_("Only for"),
        queryset=Service.objects.none(),
        required=False,
        help_text=_("Empty: for every service of the kind."),
    )
    amount = NumberField(label=_("Credits for each"), min_value=Decimal("0.01"), max_value=MOST, decimal_places=2)
    source = forms.ModelChoiceField(label=_("Paid by"), queryset=FundingSource.objects.none())
    starts_on = DayField(label=_("From"), initial=timezone.localdate)
    ends_on = DayField(label=_("Until"))
    reason = TidyCharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = {"cohort": Cohort.objects.with_card(), "startup": Startup.objects.order_by("sort_key")}
        for name, rows in {**seen, "service": Service.objects.all(), "source": FundingSource.objects.all()}.items():
            self.fields[name].queryset = rows.visible_to(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("cohort")) == bool(values.get("startup")) and not self.errors:
            self.add_error("cohort", _("Choose a cohort or a startup, one of both."))
        service = values.get("service")
        if service and values.get("kind") and service.kind != values["kind"]:
            self.add_error("service", _("This service is of another kind."))
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
            self.add_error("ends_on", _("It ends before it begins."))
        return values

    def grant(self) -> Grant:
        names = ("kind", "amount", "source", "starts_on", "ends_on", "service", "cohort", "reason")
        return Grant(**{name: self.cleaned_data[name] for name in names})
