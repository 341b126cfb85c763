from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.fields import SlimSelect, TidyTextField
from incubator.reports.snapshots.said import label_of


class QuestionForm(forms.Form):
    """A question about the report or one of its figures."""

    use_required_attribute = False
    code = forms.ChoiceField(label=_("About"), required=False, widget=SlimSelect(attrs={"class": "form-select"}))
    text = TidyTextField(
        label=_("Your question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "class": "form-control"}),
    )

    def __init__(self, *args: Any, codes: Iterable[str], code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = [("", _("the whole report"))]
        self.fields["code"].choices = whole + [(one, label_of(one)) for one in codes]  # type: ignore[attr-defined]
        self.fields["code"].initial = code
