from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.certificates.codes import normal
from incubator.fields import TidyCharField, TidyTextField

RATINGS = (
    (5, pgettext_lazy("opinion", "5 – very good")),
    (4, pgettext_lazy("opinion", "4 – good")),
    (3, pgettext_lazy("opinion", "3 – fair")),
    (2, pgettext_lazy("opinion", "2 – poor")),
    (1, pgettext_lazy("opinion", "1 – very poor")),
)


class CodeForm(forms.Form):
    code = TidyCharField(
        label=_("Code of the certificate"),
        max_length=60,
        help_text=_("Twelve letters and digits, as printed on the certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = normal(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has twelve letters and digits, in three groups of four."))
        return code


class FeedbackForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("How was it?"), choices=RATINGS, coerce=int, widget=forms.RadioSelect, empty_value=None
    )
    comment = TidyTextField(
        label=_("What should we keep, what should we change?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
