"""Open data: anonymous aggregates of the published reports whose convention says so; small groups are hidden always.

Reports on one cohort are left out: subtracted from those on the whole convention they could tell of few.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incubator.reports.figures import Figure
from incubator.reports.pages import books, names, shown, wording
from incubator.reports.pages.shown import Line
from incubator.reports.privacy import FEWEST, suppress
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.shapes import Slice, Snapshot
from incubator.reports.splits import Part, Split
from incubator.words import pick

Cells = list[Any]


@dataclass(frozen=True)
class Opened:
    """One report without its partner; `lines` are what may be told of it."""

    snapshot: Snapshot

    @property
    def year(self) -> int:
        return self.snapshot.last_day.year

    @property
    def period(self) -> str:
        return wording.period(self.snapshot.first_day, self.snapshot.last_day)

    @property
    def about(self) -> str:
        return ", ".join(filter(None, map(pick, self.snapshot.programmes)))

    @property
    def lines(self) -> list[Line]:
        return [one for one in shown.lines(self.snapshot, FEWEST) if one.is_shown]


def reports() -> Any:
    rows = Report.objects.published().filter(convention__is_open=True, cohort=None)
    return rows.order_by("-last_day", "-first_day", "pk").values_list("payload", flat=True)


def opened(payload: dict[str, Any]) -> Opened:
    return Opened(Snapshot.read(payload, lists=()))


def head() -> Cells:
    begin = [_("Year"), _("First day"), _("Last day"), _("Programmes"), _("Code"), _("Figure")]
    return [*begin, _("Split"), _("Group"), _("Unit"), _("Value"), _("Remark"), _("Reported"), _("Expected")]


def rows(payloads: Iterable[dict[str, Any]]) -> Iterator[Cells]:
    for payload in payloads:
        yield from _rows(opened(payload))


def _rows(one: Opened) -> Iterator[Cells]:
    days = (one.snapshot.first_day, one.snapshot.last_day)
    begin: Cells = [one.year, *days, one.about]
    for line in shown.lines(one.snapshot, FEWEST):
        remark = "" if line.is_shown else line.said
        unit = books.unit_of(line.unit)
        yield [*begin, line.code, line.label, "", "", unit, line.value, remark, line.base, line.expected]
        for by, cells in one.snapshot.splits.get(line.code, {}).items():
            if by in Split.values:
                yield from ([*begin, line.code, line.label, *cell] for cell in _cells(line, by, cells))


def _cells(line: Line, by: str, cells: list[Slice]) -> Iterator[Cells]:
    """Hidden anew, for a convention may have kept small groups."""
    called, title, unit = names.of_cells(by, cells), names.of_split(by), books.unit_of(line.unit)
    parts = [Part(one.key, called[one.key], _figure(line.code, one)) for one in cells]
    for part in suppress(parts, fewest=FEWEST):
        if part.figure is None or 0 < part.figure.base < FEWEST:
            yield [title, part.label, unit, None, shown.hidden(), None, None]
        else:
            yield [title, part.label, unit, part.figure.value, "", part.figure.base, None]


def _figure(code: str, cell: Slice) -> Figure | None:
    return None if cell.is_hidden else Figure(code, cell.value, cell.base, cell.base)
