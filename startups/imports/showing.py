"""Rows of an import in the words of the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from startups.imports.target import Column, Target
from startups.imports.targets import target_of
from startups.models import ImportBatch, ImportRow
from startups.models.imports import Outcome, Verdict

TONES: dict[str, str] = {
    Verdict.NEW: "ok", Verdict.CHANGED: "info", Verdict.SAME: "plain", Verdict.DOUBLE: "wait", Verdict.MERGED: "info",
    Verdict.WRONG: "late", Verdict.SKIPPED: "plain",
    Outcome.CREATED: "ok", Outcome.UPDATED: "info", Outcome.FAILED: "late", Outcome.UNDONE: "plain", Outcome.KEPT: "wait",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One row: `summary` of a new one, `changes` of what is on file, `wrong` and `notes` as sentences."""

    row: ImportRow
    title: str
    summary: list[str]
    verdict: tuple[str, str]
    outcome: tuple[str, str] | None
    changes: list[Change]
    wrong: list[dict[str, str]]
    notes: list[str]


def lines(batch: ImportBatch, rows: Iterable[ImportRow]) -> list[Line]:
    target = target_of(batch)
    return [_line(target, row) for row in rows]


def _line(target: Target, row: ImportRow) -> Line:
    changes = [
        Change(target.label_of(name), said(target, name, (row.before or {}).get(name)), said(target, name, value))
        for name, value in (row.after or {}).items()
        if row.before is not None
    ]
    wrong = [
        {**problem, "label": problem["column"] or target.label_of(problem["field"])}
        for problem in row.problems
        if not problem["is_note"]
    ]
    between = pgettext("between a label and its error", ": ")
    notes = [f"{problem['column']}{between}{problem['why']}" for problem in row.problems if problem["is_note"]]
    outcome = (str(Outcome(row.outcome).label), TONES.get(row.outcome, "plain")) if row.outcome else None
    title = str(row.values.get("name", "")) or "–"
    verdict = (str(Verdict(row.verdict).label), TONES[row.verdict])
    return Line(
        row, title, _summary(target, row), verdict, outcome, changes, wrong, [row.note, *notes] if row.note else notes
    )


def _summary(target: Target, row: ImportRow) -> list[str]:
    """The first things that a new row says of itself, in the order of our columns."""
    if row.verdict != Verdict.NEW:
        return []
    told = [
        _in_brief(target, column, row.values.get(column.name)) for column in target.columns if column.name != "name"
    ]
    return [part for part in told if part][:5]


def _in_brief(target: Target, column: Column, value: Any) -> str:
    """Yes is the name of what is so; no is nothing."""
    if isinstance(value, bool):
        return str(column.label) if value else ""
    return said(target, column.name, value)


def said(target: Target, name: str, value: Any) -> str:
    """A value as people read it: our codes by their labels, nothing as nothing."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return ", ".join(said(target, name, one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    column = target.column(name)
    labels = {str(code): str(label) for code, label in column.codes.choices} if column.codes else {}
    return labels.get(str(value), str(value))


def header() -> list[str]:
    return [_("Line"), _("Name"), _("Verdict"), _("Outcome"), _("What changes"), _("What cannot be read"), _("Note")]


def table(batch: ImportBatch) -> Iterator[list[Any]]:
    """Every row for a download, fetched while it is sent."""
    target, between = target_of(batch), pgettext("between a label and its error", ": ")
    for row in batch.rows.order_by("line").iterator(chunk_size=2000):
        line = _line(target, row)
        yield [
            row.line,
            line.title,
            line.verdict[0],
            line.outcome[0] if line.outcome else "",
            "\n".join(f"{change.label}{between}{change.before} → {change.after}" for change in line.changes),
            "\n".join(f"{problem['label']} ({problem['cell']}){between}{problem['why']}" for problem in line.wrong),
            "\n".join(line.notes),
        ]
