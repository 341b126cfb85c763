"""Figures become a payload, step by step; each step is a function of the report that adds to what is there.

No name of a startup is kept: lists stand in the order of keys, and words that would name one are left out.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.reports import behind
from incubator.reports.behind import Behind
from incubator.reports.figures import Figure
from incubator.reports.indicators import INDICATORS, figures
from incubator.reports.privacy import nesting, suppress_together
from incubator.reports.scope import Scope
from incubator.reports.snapshots.lookups import earlier, shown
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.periods import Days
from incubator.reports.snapshots.shapes import Counted, Number, Point, Slice, Snapshot, plain
from incubator.reports.snapshots.sources import paid, words_of
from incubator.reports.splits import SPLITS, Part, Split, split
from incubator.text import search_key
from incubator.words import LANGUAGES
from programs.partners.models import Cohort, Programme, Site
from startups.models import Alias, Startup

#: Splits whose cells are rows of ours: their words are kept as they were. The others are codes of lists.
TABLES: dict[str, Any] = {Split.PROGRAMME: Programme, Split.COHORT: Cohort, Split.SITE: Site}
#: Figures that move while they are drawn are drawn again, so many times.
ROUNDS = 3
Payload = dict[str, Any]
Draw = Callable[[Report, Payload], Payload]


class Moved(Exception):
    """The data changed between the first step and the last."""


def steps() -> list[Draw]:
    of_each = [_of(code) for code in INDICATORS]
    return [_begin, *of_each, _around, _check]


def scope_of(report: Report) -> Scope:
    programmes = sorted(report.convention.programmes.values_list("pk", flat=True))
    return Scope(report.first_day, report.last_day, tuple(programmes), report.cohort_id)


def _begin(report: Report, told: Payload) -> Payload:
    programmes = [words_of(row) for row in report.convention.programmes.order_by("code")]
    frame = Snapshot(
        first_day=report.first_day,
        last_day=report.last_day,
        drawn_on=timezone.localdate(),
        partner=report.convention.partner.organisation.name,
        programmes=programmes,
        cohort=words_of(report.cohort) if report.cohort else {},
        numbers=_numbers(report),
    )
    return {**frame.payload(), "round": told.get("round", 1)}


def _numbers(report: Report) -> dict[str, Number]:
    found, targets, before = figures(scope_of(report)), _targets(report), _before(report)
    return {
        code: Number(one.value, one.base, one.expected, dict(one.parts), targets.get(code), before.get(code))
        for code, one in found.items()
    }


def _targets(report: Report) -> dict[str, Any]:
    """Those whose days meet the period; of several the newest."""
    rows = report.convention.targets.filter(first_day__lte=report.last_day, last_day__gte=report.first_day)
    return dict(rows.order_by("first_day").values_list("code", "value"))


def _before(report: Report) -> dict[str, Any]:
    """As the last report as long told it, else as the period before stands today."""
    keeps = report.convention.keeps_small_cells
    if published := earlier(report):
        return {code: shown(row, keeps_small=keeps) for code, row in published[-1][1].items()}
    days, scope = Days(report.first_day, report.last_day).before(), scope_of(report)
    found = figures(Scope(days.first, days.last, scope.programmes, scope.cohort))
    return {code: one.value if one.is_public or keeps or not one.base else None for code, one in found.items()}


def _of(code: str) -> Draw:
    """The splits of a figure and the list it was counted from; nothing stands behind a figure that nobody reported."""

    def draw(report: Report, told: Payload) -> Payload:
        if told["numbers"][code]["base"]:
            scope = scope_of(report)
            cells = _slices(code, scope, keeps_small=report.convention.keeps_small_cells)
            told["splits"][code] = plain({by: [vars(row) for row in rows] for by, rows in cells.items()})
            told["behind"][code] = plain([vars(row) for row in counted(code, scope)])
        return told

    return draw


def _slices(code: str, scope: Scope, *, keeps_small: bool) -> dict[str, list[Slice]]:
    """Cells of too few are hidden, and so is what would let them be reckoned from the others."""
    found = {by: split(code, scope, by) for by in SPLITS[code]}
    shown = found if keeps_small else suppress_together(found, inside=nesting())
    cells = {}
    for by, parts in shown.items():
        named = words_by_key(TABLES[by], [part.key for part in parts]) if by in TABLES else {}
        cells[str(by)] = [_slice(part, named.get(part.key, {})) for part in parts]
    return cells


def _slice(part: Part, words: dict[str, str]) -> Slice:
    if part.figure is None:
        return Slice(part.key, None, 0, words, is_hidden=True)
    return Slice(part.key, part.figure.value, part.figure.base, words)


def words_by_key(table: Any, keys: Iterable[str]) -> dict[str, dict[str, str]]:
    rows = table.objects.filter(pk__in=[key for key in keys if key])
    return {str(row.pk): words_of(row) for row in rows}


def counted(code: str, scope: Scope) -> list[Counted]:
    """The list behind a figure, by key: an order by name would tell names."""
    rows = sorted(behind.counted(code, scope), key=lambda row: (row.startup_id or 0, str(row.pk)))
    found, details = behind.said(code, rows), {}
    if any(row.detail for row in found):
        for tongue in LANGUAGES:
            with translation.override(tongue):
                details[tongue] = [row.detail for row in behind.said(code, rows)]
    hushed = _naming(found, details)
    return [
        Counted(
            row.startup_id, row.number, {} if at in hushed else {tongue: said[at] for tongue, said in details.items()}
        )
        for at, row in enumerate(found)
    ]


def _naming(rows: list[Behind], details: dict[str, list[str]]) -> set[int]:
    """Places of the rows whose words hold a name of a startup of the list."""
    if not details:
        return set()
    names = set(_names({row.startup_id for row in rows if row.startup_id})) - {""}
    keys = [search_key(" ".join(details[tongue][at] for tongue in LANGUAGES)) for at in range(len(rows))]
    return {at for at, key in enumerate(keys) if any(name in key for name in names)}


def _names(startups: set[int]) -> Iterator[str]:
    for name, slug in Startup.objects.filter(pk__in=startups).values_list("name", "slug"):
        yield from (search_key(name), search_key(slug.replace("-", " ")))
    yield from Alias.objects.filter(startup__in=startups).values_list("search_key", flat=True)


def _around(report: Report, told: Payload) -> Payload:
    """Who paid, and the course of each figure."""
    told["sources"] = plain([vars(row) for row in paid(scope_of(report))])
    keeps, published = report.convention.keeps_small_cells, earlier(report)
    points = {
        code: [Point(last, shown(row.get(code), keeps_small=keeps)) for last, row in published]
        for code in told["numbers"]
        if published
    }
    told["courses"] = {code: plain([vars(point) for point in course]) for code, course in points.items()}
    return told


def _check(report: Report, told: Payload) -> Payload:
    """The figures still are what they were when the first was drawn, so all parts of the report tell of the same data."""
    if all(_is_still(told["numbers"].get(code), one) for code, one in figures(scope_of(report)).items()):
        return told
    if told.get("round", 1) >= ROUNDS:
        raise Refused(_("The figures kept changing while they were drawn. Try again when nobody is working on them."))
    raise Moved


def _is_still(then: Any, now: Figure) -> bool:
    said = plain({"value": now.value, "base": now.base, "expected": now.expected, "parts": dict(now.parts)})
    return then is not None and all(then[name] == value for name, value in said.items())
