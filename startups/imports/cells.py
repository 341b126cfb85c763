"""One cell of a file as a value of ours: blanks in all their spellings, several values in one cell, the house's own form fields."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.errors import Refused
from incubator.text import one_line, search_key, tidy

Clean = Callable[[str], Any]

_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_BLANKS = frozenset(
    {
        "",
        "na",
        "nd",
        "nc",
        "nr",
        "nil",
        "null",
        "none",
        "nan",
        "neant",
        "aucun",
        "aucune",
        "vide",
        "blank",
        "empty",
        "nonrenseigne",
    }
    | {
        "noncommunique",
        "nondisponible",
        "notavailable",
        "notapplicable",
        "nonapplicable",
        "غيرمتوفر",
        "غيرمتاح",
        "لايوجد",
    }
)
_YES = frozenset({"1", "oui", "o", "yes", "y", "true", "vrai", "x", "نعم"})
_NO = frozenset({"0", "non", "n", "no", "false", "faux", "لا"})


class Splitting(TextChoices):
    """What stands between several values in one cell."""

    FOUND = "", gettext_lazy("found by itself")
    SEMICOLON = ";", gettext_lazy("semicolon ;")
    COMMA = ",", gettext_lazy("comma ,")
    BAR = "|", gettext_lazy("bar |")
    SLASH = "/", gettext_lazy("slash /")
    LINE = "\n", gettext_lazy("line break")


_STRONG, _WEAK = re.compile(r"[;|\n]"), re.compile(r"[;|\n,/]")
_BETWEEN_CONTACTS = re.compile(r"[;|\n,]|\s/\s|\s(?:ou|et|or|and|أو|و)\s")
_BETWEEN_NUMBERS = re.compile(r"[;|\n,/]|\s(?:ou|et|or|and|أو|و)\s")


def loose(text: str) -> str:
    """What is compared: no case, accents, marks or blanks (S.A.R.L. is SARL)."""
    return search_key(text).replace(" ", "")


def is_blank(cell: str) -> bool:
    """Nothing, or one of the many ways to write nothing."""
    return loose(cell) in _BLANKS or cell.strip() in _EXCEL_ERRORS


def pieces(cell: str, splitting: str, *, whole: Callable[[str], bool] = lambda piece: False) -> list[str]:
    """The values in one cell. Found by itself, a comma cuts only what is not `whole` (a known label may hold one)."""
    if splitting:
        return _filled(cell.split(splitting))
    found = []
    for strong in _filled(_STRONG.split(cell)):
        found += [strong] if whole(strong) else _filled(_WEAK.split(strong))
    return found


def contacts(cell: str) -> list[str]:
    """Telephones, addresses and sites written one after the other."""
    between = _BETWEEN_CONTACTS if "://" in cell else _BETWEEN_NUMBERS
    return _filled(between.split(cell))


def _filled(parts: list[str]) -> list[str]:
    return [part for part in (one_line(part) for part in parts) if part and not is_blank(part)]


def by_field(field: forms.Field) -> Clean:
    """Read as this form field reads what people type."""

    def clean(cell: str) -> Any:
        try:
            return field.clean(cell)
        except ValidationError as wrong:
            raise Refused(" ".join(wrong.messages)) from wrong

    return clean


def line(most: int) -> Clean:
    return _within(one_line, most)


def text(most: int) -> Clean:
    return _within(tidy, most)


def _within(read: Callable[[str], str], most: int) -> Clean:
    def clean(cell: str) -> str:
        value = read(cell)
        if len(value) > most:
            raise Refused(_("%(count)d characters; %(most)d are allowed.") % {"count": len(value), "most": most})
        return value

    return clean


def short(read: Clean, most: int) -> Clean:
    """As `read`, and no longer than its column."""
    within = line(most)
    return lambda cell: within(read(cell))


def yes_or_no(cell: str) -> bool:
    answer = loose(cell)
    if answer not in _YES | _NO:
        raise Refused(_("Neither yes nor no."))
    return answer in _YES
