"""Form fields that clean what people type before they check it (reliability.md 4.2, 4.3)."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incubator import text


class TidyCharField(forms.CharField):
    """One line; invisible characters never count as an answer."""

    clean_text = staticmethod(text.one_line)

    def to_python(self, value: Any) -> str:
        cleaned = self.clean_text(str(value)) if value not in self.empty_values else ""
        if text.piled_marks(cleaned):
            raise ValidationError(_("Too many marks on one letter."), code="marks")
        return super().to_python(cleaned)


class TidyTextField(TidyCharField):
    """Many lines."""

    clean_text = staticmethod(text.tidy)
    widget = forms.Textarea


class LinkField(TidyCharField):
    """An http or https address with a host; nothing that a browser would run."""

    widget = forms.URLInput

    def to_python(self, value: Any) -> str:
        link = super().to_python(value)
        if link and "://" not in link and ":" not in link.split("/")[0]:
            link = f"https://{link}"
        return link

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        try:
            parts = urlsplit(value)
            sound = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
        except ValueError:
            sound = False
        if not sound or " " in value:
            raise ValidationError(_("Enter a web address that begins with https:// or http://."), code="link")


class WesternDigits:
    """Mixin: Arabic-Indic digits are read as 0-9, blanks between groups are dropped."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = text.western_digits(text.one_line(value)).replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
        return super().to_python(value)  # type: ignore[misc]


class WholeNumberField(WesternDigits, forms.IntegerField):
    pass


class NumberField(WesternDigits, forms.DecimalField):
    """A decimal number; a comma is as good as a point."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class DayField(WesternDigits, forms.DateField):
    """A day between 1950 and 2100, day first or as browsers send it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"])
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not 1950 <= value.year <= 2100:  # noqa: PLR2004 -- the business range of every date in the portal
            raise ValidationError(_("Enter a date of the Gregorian calendar between 1950 and 2100."), code="range")
