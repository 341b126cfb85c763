"""The drawing of the first page: the phases of a programme as the course of the sun."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from django.utils.safestring import SafeString

from incubator.charts import Course, Point, Size, element, picture, text_at
from incubator.pages.landing import Step

SIZE = Size(640, 540, "")
NOW = 0.56  # where the sun stands: high enough to light the climb, with the zenith still ahead


def hero(steps: Sequence[Step], *, title: str, rtl: bool) -> SafeString:
    return _drawn(tuple(steps), title, rtl)


@lru_cache(maxsize=64)
def _drawn(steps: tuple[Step, ...], title: str, rtl: bool) -> SafeString:
    """Once for the same words: the page is asked for more than any other."""
    course = Course(70, 540, 490, 440, 640, rtl)
    parts = [element("path", class_="sky", d=_inner(course, share).path(0, 1)) for share in (0.30, 0.53, 0.76)]
    parts += [_tick(course, month / 12) for month in range(1, 13)]
    parts += [
        element("path", class_="todo", d=course.path(0, 1)),
        element("path", class_="done", d=course.path(0, NOW)),
    ]
    for step, at in zip(steps, places(len(steps)), strict=True):
        parts += _station(course, step, at)
    x, y = course.point(NOW)
    parts += [element("circle", class_=kind, cx=x, cy=y, r=r) for kind, r in (("halo", 62), ("halo", 44), ("sun", 28))]
    return picture(SIZE, parts, title=title, kind="z-arc")


def places(count: int) -> list[float]:
    """Stations on both sides of the sun: the first half on the climb behind it, the rest up to the zenith."""
    behind = ceil(count / 2)
    ahead = count - behind
    return [*_spread(0.10, 0.33, behind), *(_spread(0.79, 1.0, ahead) if ahead > 1 else [1.0] * ahead)]


def _spread(first: float, last: float, count: int) -> list[float]:
    return [first + (last - first) * i / max(count - 1, 1) for i in range(count)]


def _inner(course: Course, share: float) -> Course:
    return course._replace(x=course.x + course.rx * (1 - share), rx=course.rx * share, ry=course.ry * share)


def _tick(course: Course, at: float) -> SafeString:
    (x1, y1), (x2, y2) = course.wider(14).point(at), course.wider(24).point(at)
    return element("line", class_="tick", x1=x1, y1=y1, x2=x2, y2=y2)


def _station(course: Course, step: Step, at: float) -> list[SafeString]:
    """Names stand inside the curve: beside the dot on the climb, under it near the top."""
    x, y = course.point(at)
    is_behind = at < NOW
    beside = -24 if course.rtl else 24
    where: Point = (x + beside, y + 8) if is_behind else (x, y + 40)
    anchor = ("end" if course.rtl else "start") if is_behind else "middle"
    parts = [
        element("circle", class_="dot" if is_behind else "dot-next", cx=x, cy=y, r=9),
        text_at(where, step.name, anchor),
    ]
    return [*parts, text_at((where[0], where[1] + 21), step.when, anchor, "sub")] if step.when else parts
