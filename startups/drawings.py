"""The TRL of a startup over time, as a staircase: a level holds until the next observation."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.charts import Size, element, joined, picture, text_at

TOP = 9


class Level(NamedTuple):
    on: date
    trl: int


class Point(NamedTuple):
    on: date
    value: float


class _Plane(NamedTuple):
    """Where a day and a level stand."""

    size: Size
    first: date
    last: date
    rtl: bool

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        left, right = (24.0, self.size.width - 44.0) if self.rtl else (44.0, self.size.width - 24.0)
        return right - (right - left) * share if self.rtl else left + (right - left) * share

    def y(self, level: float) -> float:
        return 24 + (self.size.height - 64) * (1 - (level - 1) / (TOP - 1))


def trl_course(levels: Sequence[Level], *, rtl: bool = False) -> SafeString:
    """Wide and narrow; `levels` in the order of their days, at least one."""
    today = max(timezone.localdate(), levels[-1].on)
    told = {"first": levels[0].trl, "day": spoken.day(levels[0].on), "last": levels[-1].trl}
    desc = _("From TRL %(first)d on %(day)s to TRL %(last)d today.") % told
    sizes = (Size(680, 220, "wide"), Size(360, 220, "narrow"))
    return joined(
        picture(size, _parts(_Plane(size, levels[0].on, today, rtl), levels), title=_("TRL over time"), desc=desc)
        for size in sizes
    )


def _parts(plane: _Plane, levels: Sequence[Level]) -> list[SafeString]:
    return [*_grid(plane), *_stairs(plane, levels), *_days(plane, levels)]


def _grid(plane: _Plane) -> list[SafeString]:
    near, far = plane.x(plane.first), plane.x(plane.last)
    beside, anchor = (near + 12, "start") if plane.rtl else (near - 12, "end")
    drawn = []
    for level in range(1, TOP + 1, 2):
        y = plane.y(level)
        drawn.append(
            element("line", class_="axis" if level == 1 else "grid", x1=min(near, far), x2=max(near, far), y1=y, y2=y)
        )
        drawn.append(text_at((beside, y + 4), str(level), anchor))
    return drawn


def _stairs(plane: _Plane, levels: Sequence[Level]) -> list[SafeString]:
    corners = [(plane.x(levels[0].on), plane.y(levels[0].trl))]
    for level in levels[1:]:
        corners += [(plane.x(level.on), corners[-1][1]), (plane.x(level.on), plane.y(level.trl))]
    corners.append((plane.x(plane.last), corners[-1][1]))
    line = element("polyline", class_="l1", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners))
    dots = [element("circle", class_="p1", cx=plane.x(level.on), cy=plane.y(level.trl), r=4.5) for level in levels]
    last, anchor = levels[-1], "start" if plane.rtl else "end"
    return [line, *dots, text_at((plane.x(plane.last), plane.y(last.trl) - 12), f"TRL {last.trl}", anchor, "v")]


def _days(plane: _Plane, levels: Sequence[Level]) -> list[SafeString]:
    start, end = ("end", "start") if plane.rtl else ("start", "end")
    y = plane.size.height - 10
    drawn = [text_at((plane.x(plane.first), y), spoken.day(plane.first), start)]
    return [*drawn, text_at((plane.x(plane.last), y), _("today"), end)] if plane.first != plane.last else drawn


def spark(points: Sequence[Point], *, title: str, desc: str, rtl: bool = False) -> SafeString:
    """A course in the height of two lines of text, without axes: what it says is written beside it."""
    size = Size(160, 44, "spark")
    first, low = points[0].on, min(point.value for point in points)
    days, rise = max((points[-1].on - first).days, 1), (max(point.value for point in points) - low) or 1
    spots = []
    for point in points:
        share = (point.on - first).days / days
        across = 8 + (size.width - 16) * ((1 - share) if rtl else share)
        spots.append((across, 36 - 28 * (point.value - low) / rise))
    line = element("polyline", class_="l1", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in spots))
    dot = element("circle", class_="p1", cx=spots[-1][0], cy=spots[-1][1], r=4.5)
    return picture(size, [line, dot], title=title, desc=desc)
