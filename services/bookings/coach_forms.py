"""What a coach writes of a meeting, and what a founder says of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.fields import DayField, TidyCharField, TidyTextField
from services.bookings.actions import Agreed, Written
from services.bookings.forms import FilesField
from services.bookings.models import SessionRecord
from services.bookings.states import Side


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class RecordForm(forms.Form):
    """Two texts, files for each, and something to do. `version` comes with the page, so that nobody is overwritten."""

    use_required_attribute = False
    shared = TidyTextField(
        label=_("For the team"),
        max_length=8000,
        required=False,
        widget=_area(8),
        help_text=_("The team reads it once you share it."),
    )
    shared_files = FilesField(label=_("Files for the team"), required=False)
    private = TidyTextField(
        label=_("For you and the programme team only"),
        max_length=8000,
        required=False,
        widget=_area(5),
        help_text=_("The team never reads it."),
    )
    private_files = FilesField(label=_("Files for you and the programme team only"), required=False)
    text = TidyCharField(
        label=_("What is to be done"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    side = forms.ChoiceField(label=_("By whom"), choices=Side.choices, required=False)
    due_on = DayField(label=_("Until (optional)"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, record: SessionRecord) -> None:
        initial = {"shared": record.shared, "private": record.private, "version": record.version}
        super().__init__(data, files, initial={**initial, "side": Side.STARTUP})

    def written(self) -> Written:
        values = self.cleaned_data
        return Written(values["shared"], values["private"], values["version"] or 0)

    def agreed(self) -> Agreed | None:
        values = self.cleaned_data
        return Agreed(values["text"], values["side"] or Side.STARTUP, values["due_on"]) if values["text"] else None


class RatingForm(forms.Form):
    use_required_attribute = False
    stars = forms.TypedChoiceField(
        label=_("Was it useful?"),
        coerce=int,
        choices=[(5, _("5 – very useful")), (4, "4"), (3, "3"), (2, "2"), (1, _("1 – not useful"))],
        widget=forms.RadioSelect,
    )
    comment = TidyCharField(
        label=_("A word about it (optional)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Read by whoever received you and by the programme team."),
    )
