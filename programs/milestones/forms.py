from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.documents.purposes import PURPOSES
from incubator.fields import DayField, TidyTextField
from programs.milestones.models import Milestone, PlanTemplate
from programs.partners.models import Cohort

#: Files in one sending; more can follow.
MOST_FILES = 5


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(forms.FileField):
    """Several files at once; which types and sizes are accepted is checked where they are kept."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = [one for one in data or [] if one]
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(_("Choose five files at most; you can add others afterwards."))
        return chosen


class EvidenceForm(forms.Form):
    evidence = TidyTextField(
        label=_("What you have done"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Results, figures, links. The programme team reads it as written."),
    )
    uploads = ManyFilesField(label=_("Files that show it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uploads"].help_text = _("%(types)s; 20 MB each, five at once.") % {"types": PURPOSES["any"].told}


class ReturnForm(forms.Form):
    reason = TidyTextField(
        label=_("What is missing"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Goes into the letter: the founder reads it as written."),
    )
    due_on = DayField(
        label=_("New day"), required=False, help_text=_("Empty: the day stays. A day off becomes the next working day.")
    )


class WaiveForm(forms.Form):
    reason = TidyTextField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("The founder reads it as written."),
    )


class MoveForm(WaiveForm):
    due_on = DayField(label=_("New day"), help_text=_("A day off becomes the next working day."))
    field_order = ("due_on", "reason")


class LayOutForm(forms.Form):
    """Plans of the programme of this cohort."""

    template = forms.ModelChoiceField(label=_("Milestone plan"), queryset=PlanTemplate.objects.none())

    def __init__(self, *args: Any, thing: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans: Any = self.fields["template"]
        plans.queryset = PlanTemplate.objects.filter(programme=thing.programme_id)


class MilestoneForm(forms.ModelForm):
    """One more milestone of one startup."""

    class Meta:
        model = Milestone
        fields = (
            "enrolment",
            "due_on",
            "wants_evidence",
            "title_fr",
            "asked_fr",
            "title_en",
            "asked_en",
            "title_ar",
            "asked_ar",
        )
