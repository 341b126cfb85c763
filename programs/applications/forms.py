"""What a team types beside its answers: which startup, consents, messages, reasons."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.fields import TidyTextField
from programs.applications.actions.consenting import ACCURACY, PRIVACY
from startups.models import Startup
from startups.states import TeamRole


class BeginForm(forms.Form):
    """The startups for which the person may write."""

    startup = forms.ModelChoiceField(
        queryset=Startup.objects.none(),
        label=gettext_lazy("Which startup applies?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One filter: the role must be hers, not a colleague's.
        mine = Startup.objects.filter(
            memberships__person=user,
            memberships__ended_at=None,
            memberships__role__in=[TeamRole.OWNER, TeamRole.EDITOR],
        ).order_by("sort_key", "pk")
        self.fields["startup"].queryset = mine  # type: ignore[attr-defined]
        if len(mine) == 1:
            self.fields["startup"].initial = mine[0].pk


class ConsentForm(forms.Form):
    """The two boxes before sending; the names are the purposes under which the consents are stored."""

    application_privacy = forms.BooleanField()
    application_accuracy = forms.BooleanField(
        label=gettext_lazy("I confirm that the answers are accurate and that I may send this file for the startup.")
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notice = reverse("accounts:privacy_notice")
        self.fields["application_privacy"].label = format_html(
            _(
                'I have read the <a href="{}">notice on personal data</a> and agree that the answers are used to examine this application.'
            ),
            notice,
        )
        for name, told in (
            ("application_privacy", _("Without your agreement to the notice the file cannot be examined.")),
            ("application_accuracy", _("Please confirm that the answers are accurate.")),
        ):
            self.fields[name].error_messages["required"] = told

    @property
    def agreed(self) -> set[str]:
        return {name for name in (PRIVACY, ACCURACY) if self.cleaned_data.get(name)}


class MessageForm(forms.Form):
    text = TidyTextField(
        label=gettext_lazy("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)


class WithdrawForm(forms.Form):
    reason = TidyTextField(
        label=gettext_lazy("Why do you withdraw?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class CorrectionForm(forms.Form):
    answer = TidyTextField(
        label=gettext_lazy("What did you change?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Optional. The programme team reads this beside your new answers."),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
