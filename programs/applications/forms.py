"""What a team types beside its answers: which startup, consents, messages, reasons."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.fields import TidyTextField
from incubator.spoken import day
from programs.applications.actions.consenting import ACCURACY, PRIVACY
from programs.applications.looking import File
from programs.applications.passport import Offer
from programs.calls.forms import SectionForm
from programs.calls.plans import is_blank, shown
from programs.calls.shapes import QuestionPlan, SectionPlan
from startups.models import Startup
from startups.states import TeamRole


class FileSectionForm(SectionForm):
    """One section of a file, with what the startup's passport says beside each question about a dated fact.

    What it says is offered with a tick where nothing is answered yet: it then counts as if it had been typed.
    """

    def __init__(self, file: File, section: SectionPlan, data: Any = None, files: Any = None) -> None:
        self.offers = file.offers(section)
        super().__init__(section, data, files, plan=file.plan, answers=file.answers)
        self._tell(file.answers)

    def _tell(self, answers: Mapping[str, Any]) -> None:
        fields = dict(self.fields)
        self.fields.clear()
        for key, field in fields.items():
            self.fields[key] = field
            if offer := self.offers.get(key):
                if is_blank(answers.get(key)):
                    self.fields[f"{key}-take"] = self._tick(key, offer)
                else:
                    field.help_text = format_html("{} {}", field.help_text, self._note(key, answers[key], offer))

    def _tick(self, key: str, offer: Offer) -> forms.Field:
        question = self.plan.by_key[key]
        told = {"value": shown(question, offer.value), "unit": question.unit, "day": day(offer.day)}
        label = _("Take over from your passport: %(value)s %(unit)s, of %(day)s") % told
        help_text = _("This is old: take it over only if it is still so.") if offer.is_stale else ""
        widget = forms.CheckboxInput(attrs=self._condition(question))
        return forms.BooleanField(label=label.replace(" ,", ","), help_text=help_text, required=False, widget=widget)

    def _note(self, key: str, answer: Any, offer: Offer) -> str:
        told = {"value": shown(self.plan.by_key[key], offer.value), "day": day(offer.day)}
        if answer == offer.value:
            return _("Taken over from your passport, of %(day)s.") % told
        return _("Your passport says %(value)s, of %(day)s; your answer takes its place when the file is sent.") % told

    def _answer(self, question: QuestionPlan) -> Any:
        value = super()._answer(question)
        is_taken = is_blank(value) and self.cleaned_data.get(f"{question.key}-take")
        return self.offers[question.key].value if is_taken else value


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
