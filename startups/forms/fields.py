"""Form fields of this unit: numbers of companies, telephone, one e-mail address, tags, cities."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.fields import TidyCharField
from startups.identifiers import show_ice, show_phone
from startups.lists import cities

_LINK = re.compile(r"://|www\.|@|/", re.IGNORECASE)
MOST_TAGS, LONGEST_TAG = 8, 30


class RuledField(TidyCharField):
    """Cleaned by one of the functions of `identifiers`: what it refuses stands beside the field.

    `shown` turns what is stored into what people read and may type again.
    """

    def __init__(self, *, rule: Callable[[str], str], shown: Callable[[str], str] = str, **kwargs: Any) -> None:
        self.rule, self.shown = rule, shown
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        try:
            return self.rule(typed)
        except Refused as refusal:
            raise ValidationError(str(refusal), code="rule") from refusal

    def prepare_value(self, value: Any) -> Any:
        return self.shown(value) if isinstance(value, str) else value


def digits_input() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"})


def phone_input() -> forms.TextInput:
    return forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "dir": "ltr", "autocomplete": "tel"})


def shown_ice(value: str) -> str:
    return show_ice(value).replace("\u00a0", " ") if re.fullmatch(r"[0-9]{15}", value) else value


def shown_phone(value: str) -> str:
    return show_phone(value).replace("\u00a0", " ") if value.startswith("+") and " " not in value else value


class CompanyNameField(TidyCharField):
    """Names stand in mails to people who are not here yet: none carries a link or an address (Chari.ma is a name, though)."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if _LINK.search(value):
            raise ValidationError(_("A name holds no web or e-mail address."), code="address")


class TagsField(TidyCharField):
    """Words separated by commas (Latin or Arabic) or semicolons; at most eight."""

    def to_python(self, value: Any) -> Any:
        words = [word.strip() for word in re.split(r"[,;،؛]", super().to_python(value)) if word.strip()]
        tags = list(dict.fromkeys(words))
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            raise ValidationError(
                _("Eight tags at most, of at most %(count)d letters each.") % {"count": LONGEST_TAG}, code="tags"
            )
        return tags

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data


class CityInput(forms.TextInput):
    """A text box that proposes the cities of the list; any other place may be typed."""

    template_name = "startups/widgets/city.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = list_id
        return {**context, "list_id": list_id, "cities": cities(self.attrs.get("data-region", ""))}
