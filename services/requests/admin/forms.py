"""What an officer may type in a step of a request."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from incubator.fields import DayField, NumberField, TidyTextField
from services.catalogue.models import Service
from services.requests.models import PrototypeDetails, Request, RequestStep
from services.requests.queries import standing_scope, talks
from services.requests.states import ProposalState

MOST_STEPS, LONGEST_STEP = 30, 200


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class ReasonForm(forms.Form):
    reason = TidyTextField(
        label=gettext_lazy("Reason"), max_length=1000, widget=area(3), help_text=gettext_lazy("The startup reads it.")
    )


class TextForm(forms.Form):
    text = TidyTextField(label=gettext_lazy("Text"), max_length=4000, widget=area(4))


class AssignForm(forms.Form):
    officer = forms.ModelChoiceField(label=gettext_lazy("Officer"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = User.objects.staff().order_by("name", "email")  # type: ignore[attr-defined]


class TalkForm(forms.Form):
    service = forms.ModelChoiceField(
        label=gettext_lazy("Which appointment?"),
        queryset=Service.objects.none(),
        help_text=gettext_lazy("The team books a time of this service; the proposal comes afterwards."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = talks()  # type: ignore[attr-defined]


class StepsField(TidyTextField):
    """One step a line, its day behind a bar: “First drawings | 15/12/2026”."""

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in super().to_python(value).splitlines() if line.strip()]
        if len(lines) > MOST_STEPS:
            raise forms.ValidationError(_("That is more than %(most)d steps.") % {"most": MOST_STEPS})
        return [self._step(line) for line in lines]

    def _step(self, line: str) -> tuple[str, date | None]:
        title, _bar, day = (part.strip() for part in line.partition("|"))
        if not title or len(title) > LONGEST_STEP:
            raise forms.ValidationError(_("A step has a name of 200 letters at most."))
        try:
            return title, DayField(required=False).clean(day)
        except forms.ValidationError as wrong:
            told = _("“%(line)s”: write the day as 15/12/2026.") % {"line": line}
            raise forms.ValidationError(told) from wrong


class ScopeForm(forms.Form):
    """What will be done, its steps, its cost in credits or in dirhams, and until when the team may accept."""

    what = TidyTextField(label=gettext_lazy("What will be done"), max_length=4000, widget=area(6))
    steps = StepsField(
        label=gettext_lazy("Steps"),
        max_length=8000,
        required=False,
        widget=area(5),
        help_text=gettext_lazy("One a line, its day behind a bar: First drawings | 15/12/2026"),
    )
    credits = NumberField(
        label=gettext_lazy("Cost in credits"),
        min_value=Decimal(0),
        max_value=Decimal(10_000),
        decimal_places=2,
        required=False,
    )
    mad = NumberField(
        label=gettext_lazy("or cost in MAD"),
        min_value=Decimal("0.01"),
        max_value=Decimal(10_000_000),
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("For what is not paid with credits. Empty: nothing is to be paid."),
    )
    valid_until = DayField(label=gettext_lazy("To be accepted until"))
    due_on = DayField(label=gettext_lazy("Work done by"), required=False)


class _OfThing(forms.Form):
    """A form that knows its request."""

    def __init__(self, *args: Any, thing: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing
        self.settle()

    def settle(self) -> None:
        """What the request changes in the fields."""


class StepForm(_OfThing):
    step = forms.ModelChoiceField(label=gettext_lazy("Which step is done?"), queryset=RequestStep.objects.none())

    def settle(self) -> None:
        left = RequestStep.objects.filter(scope__request=self.thing, scope__state=ProposalState.ACCEPTED, done_at=None)
        self.fields["step"].queryset = left  # type: ignore[attr-defined]
        self.fields["step"].initial = left.first()


class DeliverForm(forms.Form):
    note = TidyTextField(label=gettext_lazy("What is delivered"), max_length=2000, widget=area(4))
    file = forms.FileField(label=gettext_lazy("File"), required=False)


class FileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File"))


class CloseForm(_OfThing):
    evidence = TidyTextField(
        label=gettext_lazy("Evidence"),
        max_length=2000,
        widget=area(4),
        help_text=gettext_lazy("What shows the result: it stands behind the figures of the report."),
    )
    trl_after = forms.TypedChoiceField(
        label=gettext_lazy("TRL after the work"),
        choices=[(n, str(n)) for n in range(1, 10)],
        coerce=int,
        help_text=gettext_lazy("It becomes a dated fact of the startup."),
    )

    def settle(self) -> None:
        if not self.thing.makes_something:
            del self.fields["trl_after"]
            return
        known = PrototypeDetails.objects.filter(request=self.thing).first()
        self.fields["trl_after"].initial = known.trl_before if known else None


def left_to_do(request: Request) -> bool:
    scope = standing_scope(request)
    return scope is not None and any(step.done_at is None for step in scope.steps.all())
