"""What staff type at an introduction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.fields import TidyCharField, TidyTextField
from services.introductions.forms import OutcomeForm
from services.introductions.models import Introduction, Target
from services.introductions.states import Side
from services.introductions.suggesting import suggestions

#: The list says no more than one can read.
MOST = 30


class OfferForm(forms.Form):
    """The partners that fit, the best first, each with why and with its places left this month."""

    target = forms.ModelChoiceField(
        label=_("Whom to ask"), queryset=Target.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    is_named = forms.BooleanField(
        label=_("This is the organisation she has in mind"),
        required=False,
        help_text=_("Then the partner's yes is enough: the startup gave its own by naming it."),
    )

    def __init__(self, *args: Any, thing: Introduction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = suggestions(thing)[:MOST]
        field: Any = self.fields["target"]
        field.queryset = Target.objects.filter(pk__in=[one.target.pk for one in found])
        field.choices = [(one.target.pk, str(one)) for one in found]
        named = next((one for one in found if one.is_named), None)
        field.initial = named.target.pk if named else None
        self.fields["is_named"].initial = named is not None
        if not thing.named:
            del self.fields["is_named"]


class CloseForm(forms.Form):
    reason = TidyCharField(label=_("Reason"), max_length=300, help_text=_("The startup reads it."))


class NoForm(forms.Form):
    reason = TidyTextField(
        label=_("Reason (optional)"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReportForm(OutcomeForm):
    side = forms.ChoiceField(label=_("Who told you?"), choices=Side.choices)
    field_order = ("side", "answer", "agreement", "amount_mad")
