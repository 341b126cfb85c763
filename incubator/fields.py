"""Form fields that clean what people type before they check it (reliability.md 4.2, 4.3)."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incubator import addresses, strict_json, text

_ADDRESS_IN_NAME = re.compile(r"://|www\.|@|\.(?:com|net|org|ma|info|io)\b", re.IGNORECASE)


class TidyCharField(forms.CharField):
    """One line; invisible characters never count as an answer."""

    clean_text = staticmethod(text.one_line)

    def to_python(self, value: Any) -> str:
        cleaned = self.clean_text(str(value)) if value not in self.empty_values else ""
        if text.piled_marks(cleaned):
            raise ValidationError(_("Too many marks on one letter."), code="marks")
        return super().to_python(cleaned) or ""


class TidyTextField(TidyCharField):
    """Many lines."""

    clean_text = staticmethod(text.tidy)
    widget = forms.Textarea


class NameField(TidyCharField):
    """What people call themselves. It stands in mails to others, so it cannot carry an address (reliability.md V18)."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if _ADDRESS_IN_NAME.search(value):
            raise ValidationError(_("A name holds no web or e-mail address."), code="address")


class AddressField(forms.EmailField):
    """One e-mail address in its canonical spelling (incubator/addresses.py)."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(text.one_line(value) if isinstance(value, str) else value)
        if not typed:
            return ""
        try:
            return addresses.canonical(typed)
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong

    default_error_messages = {
        "invalid": _("Enter one e-mail address, with only plain letters before the @."),
    }


class StrictJSONField(forms.JSONField):
    """JSON that neither the parser nor PostgreSQL nor the page that shows it again answers with an exception."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value not in self.empty_values and not _is_sound(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""})
        return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return (
            super().bound_data(data, initial) if not isinstance(data, str) or _is_sound(data) else InvalidJSONInput("")
        )


def _is_sound(typed: str) -> bool:
    try:
        strict_json.load(typed)
    except ValueError:
        return False
    return True


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
            value = (
                text.western_digits(text.one_line(value)).replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
            )
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
        if value and not 1950 <= value.year <= 2100:
            raise ValidationError(_("Enter a date of the Gregorian calendar between 1950 and 2100."), code="range")


def refuse_reversed(form: forms.BaseForm, first: str, last: str) -> None:
    """An error beside `last` when it lies before `first`; two of which one is missing are no span."""
    begins, ends = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if begins and ends and ends < begins:
        form.add_error(last, _("The end lies before the beginning."))


class SlimSelect(forms.Select):
    """A box to choose from, drawn at once rather than by a template for each choice; its choices have no groups."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) in chosen else "", label) for key, label in self.choices),
        )
        drawn = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", drawn, options)


SELECTED = SafeString(" selected")
