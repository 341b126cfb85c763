"""Registrations found by a few letters of a name, an address or a startup: no accents, no case, both scripts.

The names are those of now (of accounts, startups, or typed by a guest), so nothing is stored twice: PostgreSQL folds them as it reads.
"""

import unicodedata
from typing import Any

from django.db.models import CharField, F, Func, Q, Value
from django.db.models.functions import Coalesce, Concat, Lower

from events.registrations.models import RegistrationQuerySet
from incubator.text import search_key

_LETTERS = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0x621, 0x64B))]
_FOLDED = {letter: key for letter in _LETTERS if len(key := search_key(letter)) == 1 and key != letter}
_MARKS = [
    chr(code)
    for code in (0x640, *range(0x300, 0x370), *range(0x64B, 0x660))
    if unicodedata.combining(chr(code)) or code == 0x640
]
FROM, TO = "".join([*_FOLDED, *_MARKS]), "".join(_FOLDED.values())
_KEYS = {ord(letter): key for letter, key in _FOLDED.items()} | {ord(mark): "" for mark in _MARKS}
SAID = ("person__name", "person__email", "name", "email", "organisation", "startup__name")
MOST_WORDS = 6


class Folded(Func):
    function = "translate"
    output_field = CharField()

    def __init__(self, text: Any) -> None:
        super().__init__(Lower(text), Value(FROM), Value(TO))


def found(rows: RegistrationQuerySet, term: str) -> RegistrationQuerySet:
    """Every word of the term stands somewhere in name, address, organisation or startup."""
    words = [key for word in term[:200].split()[:MOST_WORDS] if (key := _key(word))]
    if not words:
        return rows.none() if term.strip() else rows
    parts = [part for name in SAID for part in (Coalesce(F(name), Value("")), Value(" "))]
    wanted = Q()
    for word in words:
        wanted &= Q(said__contains=word)
    return rows.annotate(said=Folded(Concat(*parts, output_field=CharField()))).filter(wanted)


def _key(word: str) -> str:
    """Addresses keep their marks: "nadia@ex" is looked for as it is."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return folded.translate(_KEYS)
