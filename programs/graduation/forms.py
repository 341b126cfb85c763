"""What staff type when a startup graduates, and what a team answers afterwards."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.fields import DayField, TidyTextField, WholeNumberField
from programs.cohorts.models import Enrolment
from programs.cohorts.states import ENROLMENT
from programs.graduation.actions.following import Told
from programs.graduation.queries import ticked_by_hand
from programs.graduation.states import Answer, Source
from programs.partners.models import Cohort


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class Boxes(forms.CheckboxSelectMultiple):
    """Drawn as a group with its own name."""

    use_fieldset = True


class GraduateForm(forms.Form):
    """One participation: the day, what staff have seen, and why, when something is lacking."""

    on = DayField(label=_("Graduated on"), initial=timezone.localdate)
    ticked = forms.TypedMultipleChoiceField(label=_("Seen by staff"), coerce=int, required=False, widget=Boxes)
    reason = TidyTextField(
        label=_("Exception: why it graduates although something is not met"),
        required=False,
        max_length=500,
        widget=_text(3),
        help_text=_("Only when a criterion is not met. Staff read it, the founder does not."),
    )

    def __init__(self, *args: Any, thing: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen: Any = self.fields["ticked"]
        seen.choices = [(one.pk, one.name) for one in ticked_by_hand(thing.cohort.programme_id)]
        if not seen.choices:
            del self.fields["ticked"]


class GraduateManyForm(forms.Form):
    """A whole cohort: who graduates, and of each criterion ticked by hand, who has met it."""

    on = DayField(label=_("Graduated on"), initial=timezone.localdate)

    def __init__(self, *args: Any, thing: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = ENROLMENT.sources("graduate")
        rows = Enrolment.objects.filter(cohort=thing, state__in=sources).select_related("startup")
        places = [(place.pk, place.startup.name) for place in rows.order_by("startup__sort_key", "pk")]
        self.by_hand = ticked_by_hand(thing.programme_id)
        self.fields["chosen"] = self._boxes(_("Startups that may graduate"), places, is_needed=True)
        self.fields["chosen"].initial = [pk for pk, _name in places]
        for one in self.by_hand:
            self.fields[f"criterion_{one.pk}"] = self._boxes(one.name, places)

    @staticmethod
    def _boxes(label: Any, choices: list[tuple[int, str]], *, is_needed: bool = False) -> forms.Field:
        return forms.TypedMultipleChoiceField(
            label=label, choices=choices, coerce=int, required=is_needed, widget=Boxes
        )

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        ticked: dict[int, set[int]] = {}
        for one in self.by_hand:
            for place in self.cleaned_data[f"criterion_{one.pk}"]:
                ticked.setdefault(place, set()).add(one.pk)
        return {"on": self.cleaned_data["on"], "chosen": self.cleaned_data["chosen"], "ticked": ticked}

    def clean(self) -> dict[str, Any]:
        """What is handed on is what the action takes; the fields stay on the page as they were typed."""
        values = super().clean() or {}
        return values if self.errors else {**self.told()}


class RevokeForm(forms.Form):
    reason = TidyTextField(
        label=_("Reason"), max_length=300, widget=_text(3), help_text=_("The team reads it as written.")
    )


SCORES = [(n, str(n)) for n in range(11)]


class FarewellForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("How likely would you recommend this programme to another founder?"),
        choices=SCORES,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    comment = TidyTextField(
        label=_("What should we keep, what should we change?"), required=False, max_length=2000, widget=_text(5)
    )


def _answers() -> list[tuple[str, Any]]:
    return [(one.value, one.label) for one in Answer if one != Answer.UNKNOWN]


class NewsForm(forms.Form):
    """By the team, from the link of its mail."""

    answer = forms.ChoiceField(label=_("How is your company today?"), choices=_answers, widget=forms.RadioSelect)
    staff_count = WholeNumberField(
        label=_("People who work there"),
        min_value=0,
        max_value=100_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}),
        help_text=_("Optional; founders included. Only if the activity goes on."),
    )
    note = TidyTextField(label=_("News you would like to share"), required=False, max_length=500, widget=_text(3))

    def told(self) -> Told:
        return Told(**{name: self.cleaned_data[name] for name in ("answer", "staff_count", "note")})


class KnownForm(NewsForm):
    """By staff, with how it is known; that nothing could be found out is an answer too."""

    answer = forms.ChoiceField(label=pgettext_lazy("follow-up", "Answer"), choices=[("", "–"), *Answer.choices])
    source = forms.ChoiceField(
        label=_("How it is known"),
        choices=[("", "–"), *((one.value, one.label) for one in Source if one not in (Source.TEAM, Source.EARLIER))],
    )
    note = TidyTextField(label=pgettext_lazy("follow-up", "Note"), required=False, max_length=500, widget=_text(3))
    field_order = ("answer", "source", "staff_count", "note")
