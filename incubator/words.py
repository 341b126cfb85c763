"""Words that live in rows, in three languages: columns `name_fr`, `name_en`, `name_ar` and one descriptor."""

from functools import cache
from typing import Any

from django.utils.translation import get_language

LANGUAGES = ("fr", "en", "ar")


class Words:
    """`title = Words()` reads the column of the language of the page, else French, else whatever is there."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        return self if row is None else self.said(row, get_language() or "fr")

    def said(self, row: Any, language: str) -> str:
        for code in (language[:2], *LANGUAGES):
            if words := getattr(row, f"{self.name}_{code}", ""):
                return words
        return ""


def pick(labels: dict[str, str], language: str | None = None) -> str:
    """The same choice from a mapping {"fr": …, "en": …, "ar": …}, as stored in JSON columns."""
    for code in ((language or get_language() or "fr")[:2], *LANGUAGES):
        if labels.get(code):
            return labels[code]
    return ""


def choice(row: Any, field: str) -> str:
    """What `get_…_display` says, without building all words of the field anew for each row."""
    value = getattr(row, field)
    model: Any = type(row)
    return str(_choices(model, field).get(value, value))


@cache
def _choices(model: Any, field: str) -> dict[Any, Any]:
    return dict(model._meta.get_field(field).flatchoices)
