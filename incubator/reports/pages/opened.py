"""Open data: anonymous aggregates of the published reports whose convention says so; small groups are hidden always.

Reports on one cohort are left out: subtracted from those on the whole convention they could tell of few.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Case, JSONField, When
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incubator.reports.figures import Figure
from incubator.reports.pages import books, names, shown, wording
from incubator.reports.pages.kept import Kept
from incubator.reports.pages.queries import Without
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


def _published() -> Any:
    rows = Report.objects.published().filter(convention__is_open=True, cohort=None)
    return rows.order_by("-last_day", "-first_day", "pk")


def reports() -> Any:
    return _published().values_list("payload", flat=True)


@dataclass(frozen=True)
class Section:
    """A report as it stands on the page, in one language."""

    year: int
    drawn: SafeString


_SECTIONS: Kept[Section] = Kept(most=160)


def sections(most: int) -> list[Section]:
    """One query; figures that were drawn before are not read again."""
    tongue = get_language()
    known = {digest: one for (digest, spoken), one in _SECTIONS.all() if spoken == tongue}
    bare = Without("payload", parts="behind")
    unknown = Case(When(digest__in=list(known), then=None), default=bare, output_field=JSONField())
    rows = _published().annotate(figures=unknown).values_list("digest", "figures")
    return [
        known.get(digest) or _SECTIONS.get((digest, tongue), partial(_drawn, figures))
        for digest, figures in rows[:most]
    ]


def _drawn(figures: dict[str, Any]) -> Section:
    one = opened({**figures, "behind": {}})
    return Section(one.year, render_to_string("reports/pages/_opened.html", {"one": one}))


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
