from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.fields import LinkField, TidyCharField, refuse_reversed
from programs.partners.models import Mandate, Programme, Site
from programs.partners.rows import LANGUAGES, Part, PartRowsField
from startups.models import Organisation
from startups.states import SharingScope

PHASE_WORDS = {"name": gettext_lazy("Phase"), "when": gettext_lazy("When"), "text": gettext_lazy("What happens")}
PHASES = [
    Part((word, code), format_lazy("{} ({})", label, tongue), is_long=word == "text")
    for code, tongue in LANGUAGES.items()
    for word, label in PHASE_WORDS.items()
]


class PersonField(TidyCharField):
    """A person by e-mail address: nobody browses a list of accounts to find one."""

    widget = forms.EmailInput

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return get_user_model().objects.filter(pk=value).values_list("email", flat=True).first()
        return value

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        person = get_user_model().objects.filter(email__iexact=address, is_active=True).first() if address else None
        if address and person is None:
            raise ValidationError(_("Nobody has an account with this address."))
        return person

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


class ProgrammeForm(forms.ModelForm):
    phases = PartRowsField(parts=PHASES, across=3, needed=("name_fr",), label=gettext_lazy("Phases"))

    class Meta:
        model = Programme
        exclude = ("state",)  # noqa: DJ006 -- the admin names the fields


class SiteForm(forms.ModelForm):
    map_url = LinkField(label=gettext_lazy("address on a map"), max_length=300, required=False)

    class Meta:
        model = Site
        exclude = ()  # noqa: DJ006 -- the admin names the fields


class MandateForm(forms.ModelForm):
    person = PersonField(label=gettext_lazy("E-mail address"))

    class Meta:
        model = Mandate
        fields = ("person", "since", "until")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        refuse_reversed(self, "since", "until")
        return values


class SharingForm(forms.Form):
    """With which partner a team shares what; nothing is ticked beforehand."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Partner organisation"),
        queryset=Organisation.objects.none(),
        to_field_name="uid",
        empty_label=gettext_lazy("Choose"),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What it may see"),
        choices=[(one.value, capfirst(one.label)) for one in SharingScope],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("I have read what is shared and why, and I agree in the name of the startup."),
        error_messages={"required": gettext_lazy("Tick this box to share.")},
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
