"""What a team types: its request with a table of costs, files, own money."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.fields import NumberField, TidyCharField, TidyTextField
from services.funding.actions.requests import Wish
from services.funding.models import FundingRequest
from services.funding.states import InstrumentKind
from startups.models import Startup
from startups.states import Sector, Stage

MOST, ROWS = Decimal(999_999_999), 8
KINDS = "application/pdf,.pdf,.docx,.xlsx,.pptx,.png,.jpg,.jpeg"


def money(label: Any, *, lowest: Decimal = Decimal("0.01"), **more: Any) -> NumberField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
    return NumberField(label=label, widget=widget, min_value=lowest, max_value=MOST, decimal_places=2, **more)


class Narrow(forms.Form):
    """The filters of the list; what is not one of the choices narrows nothing."""

    kind = forms.ChoiceField(choices=InstrumentKind.choices, required=False)
    sector = forms.ChoiceField(choices=Sector.choices, required=False)
    stage = forms.ChoiceField(choices=Stage.choices, required=False)
    where = forms.ChoiceField(choices=[("here", ""), ("elsewhere", "")], required=False)

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class WishForm(forms.Form):
    """The request. Costs are rows of a label and an amount; blank rows do not count."""

    purpose = TidyTextField(
        label=gettext_lazy("What is the money for?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    amount = money(gettext_lazy("Amount asked for (MAD)"))
    own = money(
        gettext_lazy("Own money (MAD)"),
        lowest=Decimal(0),
        help_text=gettext_lazy("What your startup pays itself. You prove it later."),
    )

    def __init__(self, *args: Any, startups: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if startups is not None:
            self.fields["startup"] = _startup_field(startups)
            self.order_fields(["startup"])
        for n in range(ROWS):
            label = TidyCharField(label=_("Cost %(number)d") % {"number": n + 1}, max_length=160, required=False)
            label.widget.attrs["dir"] = "auto"
            self.fields[f"cost_{n}"] = label
            told = _("Amount %(number)d (MAD)") % {"number": n + 1}
            self.fields[f"cost_{n}_mad"] = money(told, required=False)

    def cost_rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        return ((self[f"cost_{n}"], self[f"cost_{n}_mad"]) for n in range(ROWS))

    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in ("startup", "purpose") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for n in range(ROWS):
            label, amount = f"cost_{n}", f"cost_{n}_mad"
            if values.get(label) and values.get(amount) is None and amount not in self.errors:
                self.add_error(amount, _("How much is it?"))
            if values.get(amount) is not None and not values.get(label) and label not in self.errors:
                self.add_error(label, _("What is it?"))
        if not self.errors and not self._costs():
            self.add_error("cost_0", _("Give one cost at least."))
        return values

    def _costs(self) -> list[tuple[str, Decimal]]:
        given = self.cleaned_data
        return [(given[f"cost_{n}"], given[f"cost_{n}_mad"]) for n in range(ROWS) if given.get(f"cost_{n}")]

    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(given["purpose"], self._costs(), given["amount"], given["own"])

    @staticmethod
    def initial_of(request: FundingRequest) -> dict[str, Any]:
        """As typed before; a row past the eighth is not lost, it is the last one that is shown."""
        found: dict[str, Any] = {
            "purpose": request.purpose,
            "amount": request.amount_asked,
            "own": request.own_declared,
        }
        for n, line in enumerate(request.costs.all()[:ROWS]):
            found |= {f"cost_{n}": line.label, f"cost_{n}_mad": line.amount}
        return found


def _startup_field(startups: Any) -> forms.ModelChoiceField:
    label = gettext_lazy("Which startup asks?")
    field = forms.ModelChoiceField(queryset=startups, label=label, widget=forms.RadioSelect, empty_label=None)
    if len(startups) == 1:
        field.initial = startups[0].pk
    return field


def writable_by(user: Any, roles: Any) -> Any:
    """The startups for which she may write."""
    mine = {"memberships__person": user, "memberships__ended_at": None, "memberships__role__in": roles}
    return Startup.objects.filter(**mine).order_by("sort_key", "pk")


class FileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File"), max_length=150, widget=forms.FileInput(attrs={"accept": KINDS}))


class ContributionForm(FileForm):
    label = TidyCharField(
        label=gettext_lazy("What is it?"),
        max_length=160,
        help_text=gettext_lazy("An invoice that is paid, a statement of the bank…"),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    amount = money(gettext_lazy("Amount (MAD)"))

    field_order = ("label", "amount", "file")
