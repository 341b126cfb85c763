"""What may be typed about a company. Legal form first: what does not exist for it is not asked."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.fields import (
    AddressField,
    DayField,
    LinkField,
    NumberField,
    TidyCharField,
    TidyTextField,
    WholeNumberField,
)
from startups import identifiers
from startups.forms.fields import (
    CityInput,
    CompanyNameField,
    RuledField,
    TagsField,
    digits_input,
    phone_input,
    shown_ice,
    shown_phone,
)
from startups.lists import TRL_WORDS, find_city
from startups.models import Startup
from startups.states import Fact, LegalForm, Region, Sector, Stage, StartupKind

CHOOSE = [("", gettext_lazy("Choose"))]


def kinds() -> list[tuple[str, str]]:
    return [(code, capfirst(str(label))) for code, label in StartupKind.choices]


def number_field(name: str, **kwargs: Any) -> RuledField:
    return RuledField(
        rule=partial(identifiers.clean_number, field=name), required=False, widget=digits_input(), **kwargs
    )


class LegalFormForm(forms.Form):
    """The first question, asked by GET."""

    legal_form = forms.ChoiceField(
        label=gettext_lazy("Legal form"), choices=LegalForm.choices, widget=forms.RadioSelect
    )


class CompanyForm(forms.Form):
    """What every page about a company asks."""

    groups: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    legal_form = forms.ChoiceField(choices=LegalForm.choices, widget=forms.HiddenInput)
    name = CompanyNameField(
        label=gettext_lazy("Name"), min_length=2, max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=kinds)
    ice = RuledField(
        rule=identifiers.clean_ice,
        shown=shown_ice,
        required=False,
        label=gettext_lazy("ICE"),
        widget=digits_input(),
        help_text=gettext_lazy("15 digits, as on your tax notices and invoices."),
    )
    rc_number = RuledField(
        rule=identifiers.clean_rc_number,
        required=False,
        label=gettext_lazy("Trade register number"),
        widget=digits_input(),
    )
    rc_court = RuledField(
        rule=identifiers.clean_rc_court,
        required=False,
        max_length=60,
        label=gettext_lazy("City of the court of the trade register"),
    )
    tax_id = number_field("tax_id", label=gettext_lazy("Tax identifier (IF)"))
    business_tax = number_field("business_tax", label=gettext_lazy("Business tax (TP)"))
    cnss = number_field("cnss", label=gettext_lazy("CNSS affiliation"))
    founded_on = DayField(label=gettext_lazy("Created on"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Main sector"), choices=[*CHOOSE, *Sector.choices])
    region = forms.ChoiceField(label=gettext_lazy("Region"), choices=[*CHOOSE, *Region.choices], required=False)
    city = TidyCharField(
        label=gettext_lazy("City"),
        max_length=80,
        required=False,
        widget=CityInput,
        help_text=gettext_lazy("A city of the list, or any other place."),
    )
    pitch = TidyTextField(
        label=gettext_lazy("In two sentences"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("300 characters at most."),
    )

    def __init__(self, *args: Any, legal_form: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("legal_form", legal_form)
        for name in identifiers.all_identifiers() - identifiers.existing(legal_form):
            del self.fields[name]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("legal_form", *self._groups())

    def _groups(self) -> Iterator[Fieldset]:
        for title, names in self.groups:
            if asked := [name for name in names if name in self.fields]:
                yield Fieldset(title, *asked, css_class="z-fieldset")

    def clean_founded_on(self) -> Any:
        day = self.cleaned_data["founded_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("rc_number") and not values.get("rc_court") and "rc_court" not in self.errors:
            self.add_error(
                "rc_court", _("Name the court too: a trade register number is unique only within its court.")
            )
        self._check_place(values)
        return values

    def _check_place(self, values: dict[str, Any]) -> None:
        """A city belongs to one region."""
        _city, region = find_city(values.get("city", ""))
        if region and values.get("region") and values["region"] != region:
            self.add_error("city", _("This city is in the region %(region)s.") % {"region": Region(region).label})

    def doubts(self) -> list[str]:
        """What is unusual and was kept all the same."""
        told = (
            identifiers.doubts(name, self.cleaned_data.get(name, "")) for name in ("tax_id", "business_tax", "cnss")
        )
        return [doubt for doubt in told if doubt]


WHO = (gettext_lazy("The company"), ("name", "kind", "founded_on", "sector", "other_sectors", "tags", "pitch"))
NUMBERS = (gettext_lazy("Its numbers"), ("ice", "rc_number", "rc_court", "tax_id", "business_tax", "cnss"))
WHERE = (gettext_lazy("Where to find it"), ("region", "city", "address", "postal_code", "phone", "email", "website"))
FOUNDERS = (gettext_lazy("Its founders"), ("founders", "women_founders", "young_founders"))
MATURITY = (gettext_lazy("How far it has come"), ("stage", "trl"))


def trl_choices() -> list[tuple[Any, str]]:
    return [("", _("Choose")), *((level, f"{level} · {words}") for level, words in TRL_WORDS.items())]


class NewStartupForm(CompanyForm):
    groups = (WHO, NUMBERS, WHERE, MATURITY)

    stage = forms.ChoiceField(label=gettext_lazy("Stage"), choices=[*CHOOSE, *Stage.choices], required=False)
    trl = forms.TypedChoiceField(
        label=gettext_lazy("Technology readiness level (TRL)"),
        choices=trl_choices,
        coerce=int,
        empty_value=None,
        required=False,
    )
    is_another = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("stage", "trl", "is_another")}

    def facts(self) -> dict[str, Any]:
        return {fact: self.cleaned_data[fact] for fact in (Fact.STAGE, Fact.TRL) if self.cleaned_data.get(fact)}


class ProfileForm(CompanyForm):
    """The whole record, for its team."""

    groups = (WHO, NUMBERS, WHERE, FOUNDERS, (gettext_lazy("Public card"), ("is_public",)))

    other_sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Secondary sectors"),
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Two at most."),
    )
    tags = TagsField(
        label=gettext_lazy("Tags"), required=False, help_text=gettext_lazy("Separated by commas: biogas, irrigation.")
    )
    address = TidyCharField(label=gettext_lazy("Address"), max_length=200, required=False)
    postal_code = TidyCharField(label=gettext_lazy("Postal code"), max_length=10, required=False, widget=digits_input())
    phone = RuledField(
        rule=identifiers.clean_phone,
        shown=shown_phone,
        label=gettext_lazy("Telephone"),
        required=False,
        widget=phone_input(),
        help_text=gettext_lazy("05 22 12 34 56, or with the code of another country: +33 1 42 68 53 00."),
    )
    email = AddressField(label=gettext_lazy("Contact address"), required=False)
    website = LinkField(label=gettext_lazy("Web site"), max_length=200, required=False)
    founders = WholeNumberField(label=gettext_lazy("Founders"), min_value=0, max_value=200, required=False)
    women_founders = WholeNumberField(
        label=gettext_lazy("Women among the founders"), min_value=0, max_value=200, required=False
    )
    young_founders = WholeNumberField(
        label=gettext_lazy("Founders aged 35 or less"), min_value=0, max_value=200, required=False
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Show a public card in the directory"),
        required=False,
        help_text=gettext_lazy(
            "Everybody then sees the name, the sectors, the city, the web site and the two sentences. Numbers, contacts and team stay private."
        ),
    )

    @classmethod
    def of(cls, startup: Startup, data: Any = None, *, legal_form: str = "") -> "ProfileForm":
        names = [name for name in cls.base_fields if name != "legal_form"]
        initial = {name: getattr(startup, name) for name in names}
        chosen = legal_form or startup.legal_form
        return cls(data, initial={**initial, "legal_form": chosen}, legal_form=chosen)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if len(values.get("other_sectors", [])) > 2:
            self.add_error("other_sectors", _("Choose two secondary sectors at most."))
        if values.get("sector") in values.get("other_sectors", []):
            self.add_error("other_sectors", _("This is the main sector already."))
        for name in ("women_founders", "young_founders"):
            if values.get("founders") is not None and (values.get(name) or 0) > values["founders"]:
                self.add_error(name, _("There cannot be more of them than founders."))
        return values


class ObserveForm(forms.Form):
    """What was so on a day; at least one fact."""

    observed_on = DayField(label=gettext_lazy("Observed on"), initial=timezone.localdate)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), choices=[*CHOOSE, *Stage.choices], required=False)
    trl = forms.TypedChoiceField(
        label=gettext_lazy("Technology readiness level (TRL)"),
        choices=trl_choices,
        coerce=int,
        empty_value=None,
        required=False,
    )
    fte = NumberField(
        label=gettext_lazy("Staff, full-time equivalent"), min_value=0, max_digits=8, decimal_places=2, required=False
    )
    women_fte = NumberField(
        label=gettext_lazy("Women among the staff, full-time equivalent"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        required=False,
    )
    revenue = NumberField(
        label=gettext_lazy("Revenue of the last closed year (MAD)"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
    )
    source = TidyCharField(label=gettext_lazy("Proof or source"), max_length=120, required=False)

    def clean_observed_on(self) -> Any:
        day = self.cleaned_data["observed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and not self.facts():
            raise forms.ValidationError(_("Fill in at least one fact."))
        if (values.get("women_fte") or 0) > (values.get("fte") or 0) and values.get("fte") is not None:
            self.add_error("women_fte", _("There cannot be more of them than staff."))
        return values

    def facts(self) -> dict[str, Any]:
        known = {fact: self.cleaned_data.get(fact) for fact in Fact.values}
        return {fact: value for fact, value in known.items() if value not in (None, "")}
