from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from incubator.fields import AddressField, TidyCharField
from startups.queries import ORDERS, Wanted
from startups.states import Region, Sector, TeamRole

ROLES = [
    (TeamRole.READER, _("Reader: reads the record and the files")),
    (TeamRole.EDITOR, _("Editor: also edits the record and prepares files")),
    (TeamRole.OWNER, _("Owner: also decides who is in the team, and sends files")),
]


class InviteForm(forms.Form):
    email = AddressField(
        label=_("E-mail address"), help_text=_("The invitation is bound to this address and lasts 14 days.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=TeamRole.EDITOR, widget=forms.RadioSelect)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=TeamRole.choices)


class JoinForm(forms.Form):
    message = TidyCharField(
        label=_("Message to the team"),
        max_length=300,
        required=False,
        help_text=_("Who you are, and what you do in this company."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class OfferForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("New owner"), queryset=User.objects.none(), to_field_name="uid", empty_label=_("Choose")
    )

    def __init__(self, *args: Any, members: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = members  # type: ignore[attr-defined]


class DirectoryForm(forms.Form):
    """Asked by GET; what does not hold is left aside, never answered with an error."""

    q = TidyCharField(
        label=_("Search"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("All sectors")), *Sector.choices], required=False)
    region = forms.ChoiceField(label=_("Region"), choices=[("", _("All regions")), *Region.choices], required=False)
    order = forms.ChoiceField(
        label=_("Order"), choices=[("name", _("by name")), ("newest", _("newest first"))], required=False
    )

    def wanted(self) -> Wanted:
        self.is_valid()
        values = self.cleaned_data
        order = values.get("order", "")
        return Wanted(
            q=values.get("q", "") or self.data.get("q", "")[:200],
            sector=values.get("sector", ""),
            region=values.get("region", ""),
            order=order if order in ORDERS else "name",
        )
