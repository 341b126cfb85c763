"""All that one page of a report says, gathered in few queries: the snapshot, its convention, its relatives, its questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from incubator.reports.indicators import HEADLINES, INDICATORS
from incubator.reports.pages import drawing, names, queries, shown, wording
from incubator.reports.pages.kept import Kept
from incubator.reports.pages.listing import Listing, listed
from incubator.reports.pages.shown import Line, Table
from incubator.reports.pages.smallness import without_hidden
from incubator.reports.snapshots.differences import Difference, differences
from incubator.reports.snapshots.models import Convention, Question, Report
from incubator.reports.snapshots.said import in_unit, label_of, number
from incubator.reports.snapshots.shapes import Number, Slice, Snapshot, Source, read_counted, read_number
from incubator.reports.snapshots.states import PUBLIC_STATES, ReportState
from incubator.words import pick


@dataclass(frozen=True)
class Entry:
    """One report in a list."""

    report: Any

    @property
    def period(self) -> str:
        return wording.period(self.report.first_day, self.report.last_day)

    @property
    def headlines(self) -> list[Line]:
        fewest = shown.fewest_for(self.report.convention)
        known: Mapping[str, Any] = self.report.numbers or {}
        lines = [shown.line(code, read_number(known[code]), fewest) for code in HEADLINES if code in known]
        return [one for one in lines if one.is_shown][:3]


@dataclass(frozen=True)
class Changed:
    """One figure of a corrected version, beside what it was."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Drawn:
    """The parts of the page that follow from the figures alone; `codes`: of which indicators they are."""

    codes: tuple[str, ...]
    opening: SafeString
    headlines: SafeString
    changes: SafeString
    panels: SafeString


_DRAWN: Kept[Drawn] = Kept(most=96)


@dataclass(frozen=True)
class Told:
    report: Report
    convention: Convention
    user: Any

    @cached_property
    def fewest(self) -> int:
        return shown.fewest_for(self.convention)

    @cached_property
    def snapshot(self) -> Snapshot:
        return Snapshot.read(queries.payload_of(self.report.pk))

    @cached_property
    def relatives(self) -> list[Report]:
        return queries.relatives(self.report, self.user)

    @cached_property
    def drawn(self) -> Drawn:
        return _DRAWN.get(self.key, lambda: _draw(self))

    @property
    def key(self) -> tuple[Any, ...]:
        """Of what follows from the figures: the version, and who reads them how."""
        report = self.report
        return (report.pk, report.digest, report.drawn_at, get_language(), self.fewest)

    @cached_property
    def lines(self) -> list[Line]:
        return shown.lines(self.snapshot, self.fewest)

    @property
    def headlines(self) -> list[Line]:
        return shown.headlines(self.lines)

    @property
    def charts(self) -> list[drawing.Chart]:
        return drawing.drawn(self.snapshot, self.lines)

    @property
    def tables(self) -> list[Table]:
        return shown.tables(self.snapshot, self.fewest)

    @cached_property
    def period(self) -> str:
        return wording.period(self.report.first_day, self.report.last_day)

    @property
    def about(self) -> str:
        """The cohort, else the programmes, in the words they had then."""
        cohort = pick(self.snapshot.cohort)
        return cohort or ", ".join(filter(None, map(pick, self.snapshot.programmes)))

    @property
    def sources(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """(who paid, credits in all, credits by kind of service)"""
        rows = sorted(self.snapshot.sources, key=lambda one: (pick(one.words), one.kind))
        return [
            (name, number(sum((one.credits for one in some), Decimal(0))), _kinds(some))
            for name, some in ((name, list(some)) for name, some in groupby(rows, key=lambda one: pick(one.words)))
        ]

    @property
    def methods(self) -> list[Any]:
        return [INDICATORS[one.code] for one in self.lines if one.code in INDICATORS]

    @property
    def successor(self) -> Report | None:
        """The version that took the place of this one."""
        return next((row for row in self.relatives if row.replaces_id == self.report.pk), None)

    @property
    def archive(self) -> list[Entry]:
        return [Entry(row) for row in self.relatives if row.pk != self.report.pk]

    @property
    def is_public(self) -> bool:
        return self.report.state in PUBLIC_STATES

    @property
    def is_replaced(self) -> bool:
        return self.report.state == ReportState.SUPERSEDED

    @cached_property
    def changes(self) -> list[Changed]:
        """What a correction changed, as far as both versions may show it."""
        if not self.report.replaces_id:
            return []
        old, new = Snapshot.read(queries.payload_of(self.report.replaces_id)), self.snapshot
        found = differences(old, new, shows_all=not self.fewest)
        figures = dict.fromkeys(one.code for one in found if not one.by)
        whole = [
            Changed(label_of(code), _shown(code, old, self.fewest), _shown(code, new, self.fewest)) for code in figures
        ]
        return [*whole, *(_cell_changed(one) for one in found if one.by)]

    @cached_property
    def questions(self) -> list[Any]:
        return _asked(self.report)


#: The parts of `Drawn`, in its order.
_PARTS = (
    "reports/pages/_opening.html",
    "reports/pages/_headlines.html",
    "reports/pages/_changes.html",
    "reports/pages/_panels.html",
)


def _draw(told: Told) -> Drawn:
    codes = tuple(sorted(told.snapshot.numbers))
    return Drawn(codes, *(render_to_string(name, {"told": told}) for name in _PARTS))


def _asked(report: Report) -> list[Any]:
    rows: list[Any] = queries.questions_on(report)
    for one in rows:
        one.about = label_of(one.code) if one.code else ""
    return rows


def _kinds(some: list[Source]) -> list[tuple[str, str]]:
    return [(names.of_kind(one.kind), number(one.credits)) for one in some]


def _shown(code: str, snapshot: Snapshot, fewest: int) -> str:
    number: Number | None = snapshot.numbers.get(code)
    if number is None:
        return "–"
    line = shown.line(code, number, fewest)
    return f"{line.said} ({line.coverage})" if line.coverage and line.is_shown else line.said


def _cell_changed(one: Difference) -> Changed:
    cell = names.of_cells(one.by, [Slice(one.key, None, 0, one.words or {})])[one.key]
    label, unit = f"{label_of(one.code)}, {names.of_split(one.by)}: {cell}", wording.unit(one.code)
    was, now = ("–" if value is None else in_unit(Decimal(value), unit) for value in (one.was, one.now))
    return Changed(label, was, now)


def told(report: Report, user: Any) -> Told:
    return Told(report, report.convention, user)


@dataclass(frozen=True)
class DrawnFigure:
    """The parts of the page of one indicator that follow from the figures alone."""

    label: str
    is_shown: bool
    codes: tuple[str, ...]
    opening: SafeString
    panels: SafeString


_FIGURES: Kept[DrawnFigure] = Kept(most=256)


@dataclass(frozen=True)
class Figure:
    """One indicator on its page. `listing` is None where too few stand behind it."""

    code: str
    drawn: DrawnFigure
    listing: Listing | None
    period: str
    questions: list[Question]


def figure(report: Report, code: str, user: Any) -> Figure | None:
    told = Told(report, report.convention, user)
    key = (*told.key, code)
    if drawn := _FIGURES.find(key):
        rows = queries.list_of(report.pk, code)
    else:
        payload, rows = queries.figure_of(report.pk, code)
        if code not in payload["numbers"]:
            return None
        drawn = _FIGURES.keep(key, _draw_figure(told, code, Snapshot.read(payload)))
    listing = _listed(rows, report.convention, user) if drawn.is_shown else None
    asked = [one for one in _asked(report) if one.code == code]
    return Figure(code, drawn, listing, told.period, asked)


def _draw_figure(told: Told, code: str, snapshot: Snapshot) -> DrawnFigure:
    line = shown.line(code, without_hidden(snapshot, told.fewest)[code], told.fewest)
    page: dict[str, Any] = {
        "line": line,
        "indicator": INDICATORS.get(code),
        "tables": shown.tables_of(code, snapshot, told.fewest),
    }
    page |= {"report": told.report, "period": told.period}
    opening = render_to_string("reports/pages/_figure_opening.html", page)
    panels = render_to_string("reports/pages/_figure_panels.html", page)
    return DrawnFigure(line.label, line.is_shown, tuple(sorted(snapshot.numbers)), opening, panels)


def _listed(told: list[Any], convention: Convention, user: Any) -> Listing | None:
    if not told:
        return None
    rows = [read_counted(one) for one in told]
    called, open_ = _names(user, convention, {row.startup for row in rows if row.startup})
    return listed(rows, names=called, figures=open_, fewest=shown.fewest_for(convention))


def _names(user: Any, convention: Convention, keys: set[int]) -> tuple[dict[int, str], set[int]]:
    """Names that may be told, and of which startups the numbers too; asked anew each time, for a consent may have ended."""
    if user.is_staff or convention.may_see_names:
        return queries.names_of(keys), keys
    return queries.shared_names(keys, convention.partner.organisation_id)
