"""Which of our fields a column of theirs is, by its name in any of our languages."""

from collections.abc import Sequence
from functools import cache

from django.utils import translation

from incubator.text import search_key
from startups.imports import targets
from startups.imports.target import Column, Target


def guess_columns(target: Target, names: Sequence[str]) -> dict[int, str]:
    """{position: our field}, each of our fields once: names that are the same first, then names that contain one of ours."""
    guessed: dict[int, str] = {}
    for is_exact in (True, False):
        for position, name in enumerate(names):
            taken = set(guessed.values())
            if position not in guessed and (
                found := _best(target.key, search_key(name), is_exact=is_exact)
            ) not in taken | {""}:
                guessed[position] = found
    return dict(sorted(guessed.items()))


def _best(key: str, name: str, *, is_exact: bool) -> str:
    known = _known(key)
    if is_exact:
        return known.get(name.replace(" ", ""), ("", ""))[0]
    words = set(name.split())
    within = [(len(told), field) for field, told in known.values() if told and set(told.split()) <= words]
    return max(within, default=(0, ""))[1]


@cache
def _known(key: str) -> dict[str, tuple[str, str]]:
    """{name without blanks: (our field, its words)}"""
    known: dict[str, tuple[str, str]] = {}
    for column in targets.target(key).columns:
        for told in _names(column):
            known.setdefault(told.replace(" ", ""), (column.name, told))
    return known


def _names(column: Column) -> list[str]:
    names = [column.name, *column.also]
    for language in ("fr", "en", "ar"):
        with translation.override(language):
            names.append(str(column.label))
    return [search_key(name) for name in names]
