"""All that happened with one startup in one line of time, the latest first: one query for each source that is asked for.

A source is a function from the rows of a startup to lines; `incubator/reports/timeline_sources.py` lists them.
"""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy

from incubator.listing import state_chip

PER_PAGE = 40

#: (word, picture) of each kind, in the order of the filter.
KINDS: dict[str, tuple[Any, str]] = {
    "application": (pgettext_lazy("time line", "application"), "doc"),
    "decision": (pgettext_lazy("time line", "decision"), "check"),
    "participation": (pgettext_lazy("time line", "participation"), "people"),
    "milestone": (pgettext_lazy("time line", "milestone"), "flag"),
    "session": (pgettext_lazy("time line", "meeting"), "clock"),
    "event": (pgettext_lazy("time line", "event"), "calendar"),
    "request": (pgettext_lazy("time line", "request"), "tool"),
    "introduction": (pgettext_lazy("time line", "introduction"), "link"),
    "money": (pgettext_lazy("time line", "money"), "plus"),
    "credit": (pgettext_lazy("time line", "credits"), "key"),
    "statement": (pgettext_lazy("time line", "statement"), "chart"),
    "note": (pgettext_lazy("time line", "note"), "chat"),
}


class Said(NamedTuple):
    """What a source tells of one row; its state stands in the words of its choices."""

    title: str
    url: str
    state: tuple[str, str] = ("", "")
    detail: str = ""


@dataclass(frozen=True)
class Source:
    """`rows(startup, user)` are annotated with `at`; `say(row)` costs no query."""

    name: str
    kind: str
    rows: Callable[[Any, Any], Any]
    say: Callable[[Any], Said]


@dataclass(frozen=True)
class Line:
    at: datetime
    kind: str
    said: Said
    cursor: str

    @property
    def is_day(self) -> bool:
        """It is known to the day: the beginning of a day stands for it."""
        return self.at.astimezone(UTC).time() == time.min

    @property
    def when(self) -> str:
        """The heading it stands under: what is still to come, then the years."""
        local = timezone.localtime(self.at)
        return gettext("To come") if self.at > timezone.now() else str(local.year)

    @property
    def word(self) -> Any:
        return KINDS[self.kind][0]

    @property
    def picture(self) -> str:
        return KINDS[self.kind][1]

    @property
    def chip(self) -> SafeString | str:
        return state_chip(*self.said.state) if self.said.state[0] else ""


@dataclass(frozen=True)
class Timeline:
    lines: list[Line]
    older: str


class Cursor(NamedTuple):
    """The last line that was shown: lines of one instant stand in the order of their sources, then of their keys."""

    at: datetime
    place: int
    key: str

    @classmethod
    def read(cls, typed: str) -> "Cursor | None":
        at, _tilde, rest = typed.partition("~")
        place, _tilde, key = rest.partition("~")
        try:
            moment = parse_datetime(at)
        except ValueError:
            return None
        is_whole = moment is not None and moment.tzinfo and place.isascii() and place.isdigit() and len(place) < 4
        return cls(moment, int(place), key) if is_whole else None  # type: ignore[arg-type]


def timeline(startup: Any, user: Any, sources: Iterable[Source], *, kinds: set[str], before: str = "") -> Timeline:
    """At most `PER_PAGE` lines; `older` is the cursor of the next page, empty at the end."""
    cursor, found = Cursor.read(before), []
    for place, source in enumerate(sources):
        if not kinds or source.kind in kinds:
            found.append(_newest(source, place, source.rows(startup, user), cursor))
    merged = heapq.merge(*found, key=lambda one: (one[0].at, -one[1]), reverse=True)
    lines = [line for line, _place in merged]
    return Timeline(lines[:PER_PAGE], lines[PER_PAGE - 1].cursor if len(lines) > PER_PAGE else "")


def _newest(source: Source, place: int, rows: Any, cursor: Cursor | None) -> list[tuple[Line, int]]:
    rows = rows.filter(_older(rows.model, place, cursor)) if cursor else rows
    return [
        (Line(row.at, source.kind, source.say(row), f"{row.at.isoformat()}~{place}~{row.pk}"), place)
        for row in rows.order_by("-at", "-pk")[: PER_PAGE + 1]
    ]


def _older(model: Any, place: int, cursor: Cursor) -> Q:
    """What stands after the cursor in the order of the line."""
    if place != cursor.place:
        return Q(at__lt=cursor.at) if place < cursor.place else Q(at__lte=cursor.at)
    try:
        key = model._meta.pk.to_python(cursor.key)
    except ValidationError:
        return Q(at__lt=cursor.at)
    return Q(at__lt=cursor.at) | Q(at=cursor.at, pk__lt=key)
