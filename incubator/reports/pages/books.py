"""The same snapshot as sheets: figures, splits, method; and both lists in one for CSV. Hidden is hidden here too."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from incubator.reports.indicators import INDICATORS, Unit
from incubator.reports.pages import shown
from incubator.reports.pages.kept import Kept
from incubator.reports.pages.shown import Line
from incubator.reports.pages.telling import Told
from incubator.sheets import Dialect, Sheet, csv_rows

Cells = list[Any]


def file_name(told: Told) -> str:
    """Who it is for, the period and the version; nothing else."""
    report = told.report
    days = f"{report.first_day:%Y%m%d}-{report.last_day:%Y%m%d}"
    return f"{told.convention.partner.code}-{days}-v{report.version}"


def sheets(told: Told) -> Iterator[Sheet]:
    yield Sheet(_("Figures"), figure_head(), figure_rows(told))
    yield Sheet(_("Splits"), split_head(), split_rows(told))
    yield Sheet(_("Funding sources"), [_("Source"), _("Kind of service"), _("Credits")], source_rows(told))
    yield Sheet(_("Method"), [_("Code"), _("Figure"), _("Definition"), _("Method")], method_rows(told))
    yield Sheet(_("About this report"), [_("What"), _("Value")], about_rows(told))


def figure_head() -> Cells:
    return [
        _("Code"),
        _("Figure"),
        _("Unit"),
        _("Value"),
        _("Remark"),
        _("Reported"),
        _("Expected"),
        _("Target"),
        _("Last period"),
    ]


def figure_rows(told: Told) -> Iterator[Cells]:
    for line in told.lines:
        yield [line.code, line.label, unit_of(line.unit), line.value, *_rest(line)]
        for label, value, _said in line.parts:
            yield [line.code, f"{line.label} – {label}", "", value, "", None, None, None, None]


def _rest(line: Line) -> Cells:
    remark = "" if line.is_shown else line.said
    return [remark, line.base, line.expected, line.target, line.before]


def unit_of(unit: str) -> str:
    return str(Unit(unit).label)


def split_head() -> Cells:
    return [_("Code"), _("Figure"), _("Split"), _("Group"), _("Unit"), _("Value"), _("Remark"), _("Reported")]


def split_rows(told: Told) -> Iterator[Cells]:
    for table in shown.every_table(told.snapshot, told.fewest):
        for cell in table.cells:
            remark = cell.said if cell.value is None else ""
            unit = unit_of(table.unit)
            yield [table.code, table.figure, table.title, cell.label, unit, cell.value, remark, cell.base]


def source_rows(told: Told) -> Iterator[Cells]:
    for source, _total, kinds in told.sources:
        for kind, credits in kinds:
            yield [source, kind, credits]


def method_rows(told: Told) -> Iterator[Cells]:
    for line in told.lines:
        if one := INDICATORS.get(line.code):
            yield [one.code, one.label, one.definition, one.method]


def about_rows(told: Told) -> Iterator[Cells]:
    yield [_("Partner"), told.snapshot.partner]
    yield [_("About"), told.about]
    yield [_("First day"), told.report.first_day]
    yield [_("Last day"), told.report.last_day]
    yield [_("Figures drawn"), told.snapshot.drawn_on]
    yield [_("Version"), told.report.version]
    yield [_("Digest"), told.report.digest]
    if told.report.comment:
        yield [_("Comment"), told.report.comment]


_WRITTEN: Kept[bytes] = Kept(most=32)


def written(told: Told, dialect: Dialect) -> bytes:
    """Both lists in one, as CSV; written once."""
    return _WRITTEN.get((*told.key, dialect), lambda: b"".join(csv_rows(list_head(), list_rows(told), dialect=dialect)))


def list_head() -> Cells:
    return [
        _("First day"),
        _("Last day"),
        _("Version"),
        _("Code"),
        _("Figure"),
        _("Split"),
        _("Group"),
        _("Unit"),
        _("Value"),
        _("Remark"),
        _("Reported"),
        _("Expected"),
        _("Target"),
        _("Last period"),
    ]


def list_rows(told: Told) -> Iterator[Cells]:
    """Figures, then their splits, in one list."""
    begin: Cells = [told.report.first_day, told.report.last_day, told.report.version]
    for line in told.lines:
        yield [*begin, line.code, line.label, "", "", unit_of(line.unit), line.value, *_rest(line)]
        for label, value, _said in line.parts:
            yield [*begin, line.code, line.label, _("part"), label, "", value, "", *[None] * 4]
    for row in split_rows(told):
        yield [*begin, *row, None, None, None]
