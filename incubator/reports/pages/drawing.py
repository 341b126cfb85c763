"""The charts of a report, on the page and on paper; each has its table of numbers. A chart without data is not drawn."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from incubator import charts, spoken
from incubator.charts import Bar
from incubator.reports.indicators import Unit
from incubator.reports.pages import names, wording
from incubator.reports.pages.shown import Line
from incubator.reports.snapshots.said import in_unit, number
from incubator.reports.snapshots.shapes import Snapshot

#: The way of a file, by the parts of I02.
PATH = ("submitted", "eligible", "admitted")
HOURS = "hours_"
#: Money over time: what was raised, else what was sold.
MONEY = ("I16", "I14")
MOST_MOMENTS = 8
THOUSAND = Decimal(1000)


@dataclass(frozen=True)
class Row:
    label: str
    said: str
    share: float = 0
    extra: str = ""


@dataclass(frozen=True)
class Chart:
    """`svg` over time with `rows` as its numbers; without it the rows are bars and their own table."""

    key: str
    title: str
    rows: list[Row]
    svg: SafeString = field(default_factory=SafeString)
    message: str = ""
    note: str = ""
    bars: SafeString = field(default_factory=SafeString)


def drawn(snapshot: Snapshot, lines: list[Line]) -> list[Chart]:
    by_code = {one.code: one for one in lines}
    money = next((chart for code in MONEY if (chart := _money(snapshot, by_code.get(code)))), None)
    found = [_jobs(snapshot, by_code.get("I12")), _path(by_code.get("I02")), money, _hours(by_code.get("I07"))]
    return [chart for chart in found if chart]


def _course(snapshot: Snapshot, line: Line | None) -> list[tuple[str, Decimal]]:
    """The figure of earlier reports and of this one, by the end of their period; what is not shown now has no course."""
    if line is None or line.value is None:
        return []
    past = [(one.last_day, one.value) for one in snapshot.courses.get(line.code, []) if one.value is not None]
    known = [*((day, value) for day, value in past if day < snapshot.last_day), (snapshot.last_day, line.value)]
    return [(wording.brief_period(day), value) for day, value in sorted(known)[-MOST_MOMENTS:]]


def _jobs(snapshot: Snapshot, line: Line | None) -> Chart | None:
    course = _course(snapshot, line)
    if line is None or len(course) < 2:
        return None
    values = [float(max(value, Decimal(0))) for _moment, value in course]
    svg = charts.columns(
        [moment for moment, _value in course],
        [values],
        title=line.label,
        desc=_message(course, line.unit),
        show=_plain,
        rtl=get_language_bidi(),
    )
    return Chart("jobs", line.label, _rows(course, line.unit), svg, _message(course, line.unit))


def _money(snapshot: Snapshot, line: Line | None) -> Chart | None:
    course = _course(snapshot, line)
    if line is None or len(course) < 2:
        return None
    scale, title = _scale(max(value for _moment, value in course))
    target = None
    if line.target:
        target = (float(line.target / scale), _("target: %(value)s") % {"value": wording.short(line.target, line.unit)})
    svg = charts.area(
        [moment for moment, _value in course],
        [float(max(value, Decimal(0)) / scale) for _moment, value in course],
        title=line.label,
        desc=_message(course, line.unit),
        target=target,
        show=_plain,
        rtl=get_language_bidi(),
    )
    return Chart("money", title % {"figure": line.label}, _rows(course, line.unit), svg, _message(course, line.unit))


def _scale(peak: Decimal) -> tuple[Decimal, str]:
    if peak >= wording.MILLION:
        return wording.MILLION, _("%(figure)s (millions of MAD)")
    return THOUSAND, _("%(figure)s (thousands of MAD)")


def _plain(value: float) -> str:
    return spoken.number(Decimal(str(round(value, 2))).normalize() if value % 1 else int(value))


def _message(course: list[tuple[str, Decimal]], unit: str) -> str:
    """What the picture says, in one sentence."""
    (first, was), (last, now) = course[0], course[-1]
    words = {"first": first, "last": last, "was": in_unit(was, unit), "now": in_unit(now, unit)}
    return _("From %(was)s (%(first)s) to %(now)s (%(last)s).") % words


def _rows(course: list[tuple[str, Decimal]], unit: str) -> list[Row]:
    return [Row(moment, in_unit(value, unit)) for moment, value in course]


def _path(line: Line | None) -> Chart | None:
    """From the files received to those admitted."""
    if line is None or not all(name in line.named_parts for name in PATH):
        return None
    steps = [line.named_parts[name][:2] for name in PATH]
    return _bars("path", _("From application to admission"), steps, last="k2", beside=_of_all)


def _hours(line: Line | None) -> Chart | None:
    """Hours by kind of service."""
    parts = {} if line is None else line.named_parts
    kinds = [
        (names.of_kind(name.removeprefix(HOURS)), value)
        for name, (_label, value, _said) in parts.items()
        if name.startswith(HOURS) and value
    ]
    kinds.sort(key=lambda one: -one[1])
    if not kinds:
        return None
    return _bars("hours", _("Hours of support by kind"), kinds, colour="k3", last="k3", beside=_hour)


def _hour(value: Decimal, most: Decimal) -> str:
    return pgettext("hours", "h")


def _of_all(value: Decimal, most: Decimal) -> str:
    return in_unit((value * 100 / most).quantize(Decimal(1)), Unit.PERCENT) if most else ""


def _bars(
    key: str,
    title: str,
    told: list[tuple[str, Decimal]],
    *,
    beside: Callable[[Decimal, Decimal], str],
    colour: str = "k1",
    last: str = "k1",
) -> Chart:
    most = max(value for _label, value in told)
    rows = [
        Row(label, number(value), float(value * 100 / most) if most else 0, beside(value, most))
        for label, value in told
    ]
    paint = [colour] * (len(told) - 1) + [last]
    bars = charts.bar_table(
        [
            Bar(row.label, float(value), row.extra, colour)
            for row, (_l, value), colour in zip(rows, told, paint, strict=True)
        ],
        caption=title,
        head=[_("What"), _("Share"), pgettext("how many", "Number")],
        show=_plain,
    )
    return Chart(key, title, rows, bars=bars)


# Colours and letters of a chart that stands alone: on paper there is no stylesheet of the page.
_PAPER = (
    "<style>text{font-family:Figtree,'Readex Pro';font-size:13px;fill:#4d5d55}.v{fill:#10211b;font-weight:600}"
    ".grid{stroke:#e3eae6;stroke-width:1}.axis{stroke:#9fb0a8;stroke-width:1}.k1{fill:#0b6b4b}.k2{fill:#f6b42c}"
    ".l1{fill:none;stroke:#0b6b4b;stroke-width:2.5}.a1{fill:#0b6b4b;opacity:.12}"
    ".l2{fill:none;stroke:#4d5d55;stroke-width:1.5;stroke-dasharray:5 5}"
    ".p1{fill:#fff;stroke:#0b6b4b;stroke-width:2.5}</style>"
)


def for_paper(svg: str) -> str:
    """The narrow drawing, whose letters can be read at half a page, as a picture of its own."""
    narrow = svg[svg.rindex("<svg ") :]
    opened = narrow.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return opened.replace(">", f">{_PAPER}", 1)
