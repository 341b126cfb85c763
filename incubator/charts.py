"""Charts drawn on the server as SVG: no script, no inline style, the same picture on the page, in print and in a PDF.

Colours come from classes (`k1` … `k5`, `l1`, `a1`), so light, dark and forced colours need no second drawing. Labels are
escaped by `format_html`. Time runs with the reading direction: pass `rtl=True` for Arabic.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, log10, pi, sin
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Show = Callable[[float], str]
Point = tuple[float, float]
Target = tuple[float, str] | None


class Size(NamedTuple):
    """`variant` is the class by which the stylesheet shows one of the two drawings of a chart."""

    width: int
    height: int
    variant: str


WIDE, NARROW = Size(680, 260, "wide"), Size(360, 250, "narrow")


class Bar(NamedTuple):
    label: str
    value: float
    extra: str = ""
    colour: str = ""


class Stage(NamedTuple):
    """A station of the programme: `at` runs from 0 (the horizon) to 1 (the zenith)."""

    label: str
    sub: str
    at: float


def nice_max(value: float, steps: int = 4) -> tuple[float, float]:
    """A round upper bound and a round step, so that the axis has about `steps` intervals."""
    if value <= 0:
        return float(steps), 1.0
    raw = value / steps
    base = 10.0 ** floor(log10(raw))
    step = next(base * m for m in (1, 2, 2.5, 5, 10) if base * m >= raw)
    return step * ceil(value / step), step


def _num(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def element(name: str, *inside: str, **attributes: object) -> SafeString:
    """One element. Attribute names are Python's: `class_`, `text_anchor`; numbers are shortened."""
    named = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    marks = format_html_join(
        "", ' {}="{}"', ((key, _num(value) if isinstance(value, float) else value) for key, value in named)
    )
    return format_html("<{}{}>{}</{}>", name, marks, joined(inside), name)


def joined(parts: Iterable[str]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def text_at(at: Point, label: str, anchor: str, class_: str = "") -> SafeString:
    named = {"class": class_} if class_ else {}
    return element("text", label, **named, x=float(at[0]), y=float(at[1]), text_anchor=anchor)


def picture(size: Size, parts: Iterable[str], *, title: str, desc: str = "", kind: str = "chart") -> SafeString:
    words = [element("title", title)] + ([element("desc", desc)] if desc else [])
    box = f"0 0 {size.width} {size.height}"
    return element("svg", *words, *parts, class_=f"{kind} {size.variant}", viewBox=box, role="img")


@dataclass(frozen=True)
class _Plot:
    """The rectangle of a time chart: where a value and a moment stand."""

    size: Size
    pads: tuple[int, int, int, int]  # before, after, top, bottom, in reading order
    peak: float
    step: float
    rtl: bool

    @property
    def left(self) -> int:
        return self.pads[1] if self.rtl else self.pads[0]

    @property
    def right(self) -> int:
        return self.size.width - (self.pads[0] if self.rtl else self.pads[1])

    def y(self, value: float) -> float:
        top, bottom = self.pads[2], self.pads[3]
        return top + (self.size.height - top - bottom) * (1 - value / self.peak)

    def x(self, share: float) -> float:
        return self.left + (self.right - self.left) * ((1 - share) if self.rtl else share)

    def grid(self, show: Show) -> list[SafeString]:
        """Horizontal lines with their values, the zero line stronger."""
        drawn = []
        beside, anchor = (self.right + 8, "start") if self.rtl else (self.left - 8, "end")
        for i in range(round(self.peak / self.step) + 1):
            y, kind = self.y(i * self.step), "grid" if i else "axis"
            drawn.append(element("line", class_=kind, x1=self.left, x2=self.right, y1=y, y2=y))
            drawn.append(text_at((beside, y + 4), show(i * self.step), anchor))
        return drawn


def columns(
    labels: Sequence[str],
    series: Sequence[Sequence[float]],
    *,
    title: str,
    desc: str,
    show: Show = str,
    rtl: bool = False,
) -> SafeString:
    """Stacked columns, drawn wide and narrow; each of `series` is one layer, the lowest first."""
    totals, slot, drawn = [sum(layer) for layer in zip(*series, strict=True)], 1 / len(labels), []
    for size in (WIDE, NARROW):
        plot = _Plot(size, (44, 12, 22, 30), *nice_max(max(totals)), rtl)
        parts = plot.grid(show)
        for i, label in enumerate(labels):
            middle = plot.x((i + 0.5) * slot)
            parts += _stack(plot, middle, [layer[i] for layer in series], slot)
            parts.append(text_at((middle, plot.y(totals[i]) - 7), show(totals[i]), "middle", "v"))
            parts.append(text_at((middle, size.height - 10), label, "middle"))
        drawn.append(picture(size, parts, title=title, desc=desc))
    return joined(drawn)


def _stack(plot: _Plot, middle: float, values: Sequence[float], slot: float) -> list[SafeString]:
    width = min((plot.right - plot.left) * slot * 0.56, 58.0)
    drawn, base = [], 0.0
    for k, value in enumerate(values, 1):
        if not value:
            continue
        top, foot = plot.y(base + value), plot.y(base)
        height = max(foot - top - (1 if base else 0), 0.5)
        drawn.append(element("rect", class_=f"k{k}", x=middle - width / 2, y=top, width=width, height=height, rx=2))
        base += value
    return drawn


def area(  # noqa: PLR0913 - a chart is described by its words; all of them are named
    labels: Sequence[str],
    values: Sequence[float],
    *,
    title: str,
    desc: str,
    target: Target = None,
    show: Show = str,
    rtl: bool = False,
) -> SafeString:
    """One series over time, drawn wide and narrow, with an optional (value, name) of a target and the last value called out."""
    drawn = []
    for size in (WIDE, NARROW):
        plot = _Plot(size, (56, 26, 26, 30), *nice_max(max([*values, target[0] if target else 0])), rtl)
        parts = plot.grid(show) + _line(plot, values, target) + _moments(plot, labels, values)
        last, anchor = plot.x(1.0), "start" if rtl else "end"
        parts.append(text_at((last + (-4 if rtl else 4), plot.y(values[-1]) - 12), show(values[-1]), anchor, "v"))
        drawn.append(picture(size, parts, title=title, desc=desc))
    return joined(drawn)


def _line(plot: _Plot, values: Sequence[float], target: Target) -> list[SafeString]:
    steps = max(len(values) - 1, 1)
    points = " ".join(f"{_num(plot.x(i / steps))},{_num(plot.y(value))}" for i, value in enumerate(values))
    start, end, floor_ = _num(plot.x(0.0)), _num(plot.x(1.0)), _num(plot.y(0))
    drawn = [element("polygon", class_="a1", points=f"{start},{floor_} {points} {end},{floor_}")]
    if target:
        y = plot.y(target[0])
        beside, anchor = (plot.right, "end") if plot.rtl else (plot.left + 6, "start")
        drawn.append(element("line", class_="l2", x1=plot.left, x2=plot.right, y1=y, y2=y))
        drawn.append(text_at((beside, y - 7), target[1], anchor))
    return [*drawn, element("polyline", class_="l1", points=points)]


def _moments(plot: _Plot, labels: Sequence[str], values: Sequence[float]) -> list[SafeString]:
    """The points, and as many labels under them as fit beside each other, counted from the last."""
    last = max(len(values) - 1, 1)
    every = ceil(len(labels) * 56 / (plot.right - plot.left))
    drawn = []
    for i, value in enumerate(values):
        x = plot.x(i / last)
        drawn.append(element("circle", class_="p1", cx=x, cy=plot.y(value), r=4.5 if i == last else 2.8))
        if (last - i) % every == 0:
            drawn.append(text_at((x, plot.size.height - 10), labels[i], "middle"))
    return drawn


def bar_table(rows: Sequence[Bar], *, caption: str, head: Sequence[str], show: Show = str) -> SafeString:
    """Horizontal bars that ARE a table: fluid at any width, read aloud as a table, mirrored for Arabic."""
    peak = max((row.value for row in rows), default=0) or 1
    titles = joined(element("th", title, scope="col") for title in head)
    return element(
        "table",
        element("caption", caption, class_="visually-hidden"),
        element("thead", element("tr", titles), class_="visually-hidden"),
        element("tbody", *(_bar(row, row.value / peak, show) for row in rows)),
        class_="z-bars",
    )


def _bar(row: Bar, share: float, show: Show) -> SafeString:
    track = element("rect", class_="track", width=100, height=10)
    filled = element("rect", class_=row.colour or "k1", width=100.0 * share, height=10)
    picture = element("svg", track, filled, viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true")
    extra = [" ", element("small", row.extra)] if row.extra else []
    return element(
        "tr",
        element("th", row.label, scope="row"),
        element("td", picture),
        element("td", show(row.value), *extra, class_="n"),
    )


class Course(NamedTuple):
    """The quarter of an ellipse on which the sun rises: its foot, its two radii, and the width it is mirrored in."""

    x: float
    y: float
    rx: float
    ry: float
    width: float
    rtl: bool = False

    def point(self, at: float) -> Point:
        x = self.x + self.rx * (1 - cos(pi / 2 * at))
        return (self.width - x if self.rtl else x), self.y - self.ry * sin(pi / 2 * at)

    def path(self, start: float, end: float) -> str:
        (xa, ya), (xb, yb) = self.point(start), self.point(end)
        sweep = 0 if self.rtl else 1
        return f"M{_num(xa)} {_num(ya)}A{_num(self.rx)} {_num(self.ry)} 0 0 {sweep} {_num(xb)} {_num(yb)}"

    def wider(self, by: float) -> "Course":
        """The same course further out, around the same middle."""
        return self._replace(x=self.x - by, rx=self.rx + by, ry=self.ry + by)


def sun_path(
    stages: Sequence[Stage], progress: float, *, title: str, big: str, small: str, rtl: bool = False
) -> SafeString:
    """How far a programme is, as the rising sun, wide and narrow; `big` and `small` fill the free corner under the curve."""
    drawn = []
    for size in (Size(680, 290, "wide"), Size(340, 250, "narrow")):
        course = Course(26, size.height - 40, size.width - 90, size.height - 78, size.width, rtl)
        parts = [
            element("line", class_="hz", x1=0, x2=size.width, y1=course.y, y2=course.y),
            element("path", class_="base", d=course.path(0, 1)),
            element("path", class_="run", d=course.path(0, progress)),
        ]
        for stage in stages:
            parts += _station(course, stage, is_reached=stage.at <= progress, is_wide=size.variant == "wide")
        parts += _sun(course.point(progress))
        corner, anchor = (10, "start") if rtl else (size.width - 10, "end")
        parts += [
            text_at((corner, course.y - 46), big, anchor, "big"),
            text_at((corner, course.y - 22), small, anchor, "sub"),
        ]
        drawn.append(picture(size, parts, title=title, kind="z-path"))
    return joined(drawn)


def _sun(at: Point) -> list[SafeString]:
    return [element("circle", class_=kind, cx=at[0], cy=at[1], r=r) for kind, r in (("halo", 28), ("sun", 16))]


def _station(course: Course, stage: Stage, *, is_reached: bool, is_wide: bool) -> list[SafeString]:
    """A dot on the curve with its name inside the curve: beside it on the climb, under it near the top."""
    x, y = course.point(stage.at)
    before, after = ("end", "start") if course.rtl else ("start", "end")
    aside, under, anchor = (22, 10, before) if stage.at < 0.7 else (0, 40, "middle")
    if stage.at == 1:
        aside, anchor = 16, after
    at = x - aside if course.rtl else x + aside
    parts = [
        element("circle", class_="st on" if is_reached else "st", cx=x, cy=y, r=7),
        text_at((at, y + under), stage.label, anchor),
    ]
    return [*parts, text_at((at, y + under + 18), stage.sub, anchor, "sub")] if is_wide and stage.sub else parts
