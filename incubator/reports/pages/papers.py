"""The report on paper, from the same values as the page."""

from typing import Any

from django.utils.translation import gettext as _

from incubator import paper, spoken
from incubator.reports.pages import drawing
from incubator.reports.pages.shown import Line, Table
from incubator.reports.pages.telling import Told

TEMPLATE = "reports/pages/report.typ"


def pdf(told: Told) -> bytes:
    return paper.pdf(TEMPLATE, facts(told))


def facts(told: Told) -> dict[str, Any]:
    return {
        "title": _("Report: %(period)s") % {"period": told.period},
        "head": told.snapshot.partner,
        "partner": told.snapshot.partner,
        "about": told.about,
        "drawn": _("Figures drawn on %(day)s.") % {"day": spoken.day(told.snapshot.drawn_on)},
        "version": _("Version %(number)s.") % {"number": told.report.version},
        "digest": told.report.digest,
        "standing": _standing(told),
        "reason": told.report.reason if told.report.replaces_id else "",
        "comment": told.report.comment,
        "headlines": [_headline(line) for line in told.headlines],
        "charts": [_chart(one) for one in told.charts],
        "lines": [_line(one) for one in told.lines],
        "tables": [_table(one) for one in told.tables],
        "sources": [[name, _kinds(kinds), credits] for name, credits, kinds in told.sources],
        "changes": [[one.label, one.was, one.now] for one in told.changes],
        "methods": [[str(one.label), _method(one)] for one in told.methods],
        "words": _words() | _notes(),
    }


def _standing(told: Told) -> str:
    if told.is_replaced:
        return _("This version was corrected.")
    return "" if told.is_public else str(told.report.get_state_display())


def _headline(line: Line) -> dict[str, str]:
    target = _("target: %(value)s") % {"value": line.aim} if line.aim else ""
    return {"label": line.label, "value": line.short, "change": line.change, "target": target}


def _chart(chart: drawing.Chart) -> dict[str, Any]:
    rows = [[row.label, row.share, " ".join(filter(None, (row.said, row.extra)))] for row in chart.rows]
    svg = drawing.for_paper(chart.svg) if chart.svg else ""
    return {"title": chart.title, "svg": svg, "message": chart.message, "rows": rows}


def _line(line: Line) -> dict[str, Any]:
    parts = " · ".join(f"{label} {said}" for label, _value, said in line.parts)
    return {
        "label": line.label,
        "parts": parts,
        "value": line.said,
        "is_shown": line.is_shown,
        "target": line.aim,
        "bar": line.bar,
        "reached": line.rate,
        "before": line.was or "–",
        "change": line.change,
        "coverage": line.coverage or "–",
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [[cell.label, cell.bar, cell.said] for cell in table.cells]
    return {"title": f"{table.figure} – {table.title}", "rows": rows}


def _kinds(kinds: list[tuple[str, str]]) -> str:
    return " · ".join(f"{label} {said}" for label, said in kinds)


def _method(one: Any) -> str:
    return " ".join(filter(None, (str(one.definition), str(one.method))))


def _words() -> dict[str, str]:
    return {
        "comment": _("What the programme team says"),
        "charts": _("In pictures"),
        "since": _("on the last period"),
        "figures": _("All figures"),
        "figure": _("Figure"),
        "value": _("Value"),
        "target": _("Target"),
        "before": _("Last period"),
        "reported": _("Reported"),
        "splits": _("In detail"),
        "sources": _("Who paid for the services"),
        "source": _("Source"),
        "kind": _("By kind of service"),
        "credits": _("Credits"),
        "changes": _("What changed"),
        "was": _("Before"),
        "now": _("Now"),
        "corrected": _("Corrected version."),
        "method": _("Method"),
        "digest": _("Digest"),
        "share": _("Share"),
    }


def _notes() -> dict[str, str]:
    return {
        "rules": _(
            "Each startup is counted once. "
            "Figures are split by what a startup was when it entered its cohort. Amounts are in dirhams, at the rate of the day they were told."
        ),
        "small": _(
            "A figure built on fewer than three startups is hidden, and so is one that would give it away; what a startup did not "
            "report is counted as missing, never as zero."
        ),
    }
