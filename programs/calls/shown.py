"""Answers as people read them: one writer for summary pages, PDFs, mails and exports."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from incubator.spoken import day, number
from programs.calls.shapes import K, Option, QuestionPlan, is_blank

#: Kinds whose answer is what was typed.
WRITTEN = (K.LINE, K.TEXT, K.LINK, K.ICE)


def shown(question: QuestionPlan, value: Any) -> str:
    """The answer as plain text in the language of the page; a table has one line per row."""
    if is_blank(value):
        return ""
    if question.kind == K.TABLE:
        return "\n".join(" · ".join(filter(None, row)) for row in shown_rows(question, value))
    return _shown_one(question.kind, value, question.by_value) + _unit(question)


def teller(question: QuestionPlan) -> Callable[[Any], str]:
    """`shown` for the answers of many files in one language: the words of a choice or of a day are made once."""
    if question.kind == K.TABLE:
        columns = [
            (column.key, _teller(column.kind, {o.value: o for o in column.options})) for column in question.columns
        ]
        return lambda value: _table(value, columns)
    said, unit = _teller(question.kind, question.by_value), _unit(question)
    return (lambda value: f"{said(value)}{unit}" if not is_blank(value) else "") if unit else said


def _teller(kind: str, options: Mapping[str, Option]) -> Callable[[Any], str]:
    known: dict[Any, str] = {}

    def told(value: Any) -> str:
        if kind in WRITTEN and isinstance(value, str):
            return value
        key = tuple(map(str, value)) if isinstance(value, list) else value
        if not isinstance(key, str | tuple):
            return _shown_one(kind, value, options)
        if key not in known:
            known[key] = _shown_one(kind, value, options)
        return known[key]

    return told


def _table(value: Any, columns: list[tuple[str, Callable[[Any], str]]]) -> str:
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    return "\n".join(" · ".join(filter(None, [tell(row.get(key)) for key, tell in columns])) for row in rows)


def _unit(question: QuestionPlan) -> str:
    return f"\u00a0{question.unit}" if question.unit and question.kind == K.NUMBER else ""


def shown_rows(question: QuestionPlan, value: Any) -> list[list[str]]:
    """The rows of a table, cell by cell, in the order of its columns."""
    rows = value if isinstance(value, list) else []
    return [
        [_shown_one(c.kind, row.get(c.key), {o.value: o for o in c.options}) for c in question.columns]
        for row in rows
        if isinstance(row, dict)
    ]


def _shown_one(kind: str, value: Any, options: Mapping[str, Option]) -> str:
    if is_blank(value):
        return ""
    said = {K.NUMBER: _shown_number, K.DATE: _shown_day, K.YES_NO: _shown_truth, K.FILE: _shown_file}.get(K(kind))
    if said:
        return said(value)
    values = value if isinstance(value, list) else [value]
    return ", ".join(options[str(item)].label if str(item) in options else str(item) for item in values)


def _shown_number(value: Any) -> str:
    return number(value) if isinstance(value, int | float) else str(value)


def _shown_day(value: Any) -> str:
    try:
        return day(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def _shown_truth(value: Any) -> str:
    return _("Yes") if value is True or value == "yes" else _("No")


def _shown_file(value: Any) -> str:
    return value.get("name", "") if isinstance(value, dict) else str(value)
