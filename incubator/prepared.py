"""Questions that are asked at every visit are turned into SQL once; a visit only binds its values (docs/decisions/0042).

    @prepared
    def _seats(person: int, today: date) -> QuerySet[Membership]:
        return Membership.objects.filter(person=person, since__lte=today)

    seats = _seats(person=user.pk, today=today)  # a list

The function draws the rows for samples of its parameters, several times. What is the same each time stands in the question; what moves
with a parameter is bound at each visit: the parameter itself, or a day or an instant that lies always as far from it
(`today - WEEK`). A value made of a parameter in any other way, and a moment that is made of none, are refused at the first visit.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

P = ParamSpec("P")
Row = TypeVar("Row")
#: When each drawing takes its samples: on working days and others, late in months, and twice when it was still another day here.
#: All steps are whole weeks. The samples of two parameters lie as many steps apart as their numbers, so that they are never as far apart twice.
MOMENTS = (
    datetime(1871, 1, 31, 12, 4, 26, tzinfo=UTC),
    datetime(1874, 8, 31, 0, 21, 7, tzinfo=UTC),
    datetime(1877, 8, 31, 9, 37, 51, tzinfo=UTC),
    datetime(1885, 11, 29, 0, 8, 13, tzinfo=UTC),
)
STEPS = (1001, 2002, 3010, 4515)
#: Values that no row has, for the number of a parameter and of a drawing.
SAMPLES: dict[type, Callable[[int, int], Any]] = {
    int: lambda n, which: 1_712_345_671 + n * STEPS[which],
    str: lambda n, which: f"\u2e28 sample {n * STEPS[which]}",
    date: lambda n, which: MOMENTS[which].date() + timedelta(days=n * STEPS[which]),
    datetime: lambda n, which: MOMENTS[which] + timedelta(days=n * STEPS[which], seconds=n * which),
    UUID: lambda n, which: UUID(int=1_712_345_671 + n * STEPS[which]),
}


class Named(NamedTuple):
    """A value that a visit brings: a parameter, or what lies `later` than it; the `day` of an instant is that of our zone."""

    name: str
    later: timedelta | None = None
    is_day: bool = False

    def of(self, asked: Mapping[str, Any]) -> Any:
        value = asked[self.name]
        if self.later is None:
            return value
        return (timezone.localdate(value) if self.is_day else value) + self.later


class Question(NamedTuple):
    """SQL with the source of each of its values: a `Named`, or what stands there always."""

    sql: str
    sources: Sequence[Any]

    def values(self, asked: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(one.of(asked) if isinstance(one, Named) else one for one in self.sources)


def question(
    draw: Callable[[Mapping[str, Any]], tuple[str, Sequence[Any]]], kinds: Mapping[str, type], *, called: str
) -> Question:
    """`draw(samples)` gives SQL and its values; `kinds` the parameters with their types. Raises TypeError for one that would lie later."""
    samples = [
        {name: SAMPLES[kind](n, which) for n, (name, kind) in enumerate(kinds.items(), start=1)}
        for which in range(len(MOMENTS))
    ]
    drawn = [draw(one) for one in samples]
    sql, _values = drawn[0]
    if any(other != sql for other, _values in drawn):
        raise TypeError(f"{called}: the question itself changes with its parameters")
    each = zip(*(values for _sql, values in drawn), strict=True)
    return Question(sql, [_source(values, samples, called) for values in each])


def _source(values: Sequence[Any], samples: Sequence[Mapping[str, Any]], called: str) -> Any:
    first = values[0]
    if len({(type(value), repr(value)) for value in values}) == 1:
        if isinstance(first, date):
            raise TypeError(f"{called}: {first!r} would stand for ever, pass it as a parameter")
        return first
    for name in samples[0]:
        known = [one[name] for one in samples]
        if all(type(value) is type(other) and value == other for value, other in zip(values, known, strict=True)):
            return Named(name)
        if (found := _later(name, values, known)) is not None:
            return found
    raise TypeError(f"{called}: {first!r} is made of a parameter, pass it as one")


def _later(name: str, values: Sequence[Any], known: Sequence[Any]) -> Named | None:
    """What lies as far from the parameter in each drawing."""
    if not all(isinstance(one, date) for one in (*values, *known)):
        return None
    is_day = isinstance(known[0], datetime) and not isinstance(values[0], datetime)
    bases = [timezone.localdate(one) for one in known] if is_day else known
    if any(
        isinstance(value, datetime) is not isinstance(base, datetime) for value, base in zip(values, bases, strict=True)
    ):
        return None
    steps = {value - base for value, base in zip(values, bases, strict=True)}
    return Named(name, steps.pop(), is_day) if len(steps) == 1 else None


class Prepared(Generic[P, Row]):
    def __init__(self, draw: Callable[P, QuerySet[Any, Row]]) -> None:
        self.draw = draw
        self.drafts: dict[
            str, tuple[QuerySet[Any, Row], Any, Question]
        ] = {}  # by language: a title is asked for in that of the page
        self.kinds: dict[str, type] = inspect.get_annotations(draw, eval_str=True)
        self.kinds.pop("return", None)
        update_wrapper(self, draw)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        language = get_language() or ""
        drawn, compiled, asks = self.drafts.get(language) or self.drafts.setdefault(language, self._compile())
        asked: dict[str, Any] = {**dict(zip(self.kinds, args, strict=False)), **kwargs}
        compiler = copy(compiled)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        values = asks.values(asked)
        compiler.as_sql = lambda *_args, **_kwargs: (asks.sql, values)
        query = copy(drawn.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        rows = drawn.all()
        rows._query = query  # type: ignore[attr-defined]
        return list(rows)

    def _compile(self) -> tuple[QuerySet[Any, Row], Any, Question]:
        """The rows that were drawn last with the compiler of Django, as it is after it compiled them."""
        kept: list[tuple[Any, Any]] = []

        def draw(samples: Mapping[str, Any]) -> tuple[str, Sequence[Any]]:
            rows = self.draw(**samples)  # type: ignore[arg-type, call-arg]
            kept.append((rows, rows.query.get_compiler(DEFAULT_DB_ALIAS)))
            return kept[-1][1].as_sql()

        asks = question(draw, self.kinds, called=self.draw.__qualname__)
        return (*kept[-1], asks)


def prepared(draw: Callable[P, QuerySet[Any, Row]]) -> Prepared[P, Row]:
    return Prepared(draw)
