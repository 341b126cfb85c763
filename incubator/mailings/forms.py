from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.fields import TidyCharField, TidyTextField

TONGUES = {"fr": "Français", "en": "English", "ar": "العربية"}
SUBJECT, TEXT = gettext_lazy("Subject"), gettext_lazy("Text")


class MailingForm(forms.Form):
    """In French at least; whoever reads another language gets hers when it is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, tongue in TONGUES.items():
            attrs, needed = {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}, code == "fr"
            self.fields[f"subject_{code}"] = TidyCharField(
                label=format_lazy("{} ({})", SUBJECT, tongue),
                max_length=120,
                required=needed,
                widget=forms.TextInput(attrs=attrs),
            )
            self.fields[f"text_{code}"] = TidyTextField(
                label=format_lazy("{} ({})", TEXT, tongue),
                max_length=5000,
                required=needed,
                widget=forms.Textarea(attrs={**attrs, "rows": 6}),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for code in TONGUES:
            subject, text = values.get(f"subject_{code}"), values.get(f"text_{code}")
            if bool(subject) != bool(text) and not self.errors:
                missing = f"text_{code}" if subject else f"subject_{code}"
                self.add_error(missing, _("A language needs its subject and its text."))
        return values


class Rewritten(forms.Form):
    """Mixin before a form of a mailing: the form of a step that knows its row, with the row's words in it."""

    def __init__(self, data: Any = None, *, thing: Any) -> None:
        super().__init__(data)
        self.initial = {name: getattr(thing, name) for name in self.fields}
