"""Questions that are asked at every visit are turned into SQL once; a visit only binds its values (docs/decisions/0042).

    @prepared
    def _seats(person: int, today: date) -> QuerySet[Membership]:
        return Membership.objects.filter(person=person, since__lte=today)

    seats = _seats(person=user.pk, today=today)  # a list

The function draws the rows for samples of its parameters. Whatever changes from visit to visit is a parameter and reaches the
database as it is: a value made of one (`today + WEEK`) and a moment that is none are refused at the first visit.
"""

import inspect
from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.utils.translation import get_language

P = ParamSpec("P")
Row = TypeVar("Row")
#: Values that no row has, one for each number.
SAMPLES: dict[type, Callable[[int], Any]] = {
    int: lambda n: 1_712_345_671 + n,
    str: lambda n: f"\u2e28 sample {n}",
    date: lambda n: date(1871, 3, 14) + timedelta(days=n),
    datetime: lambda n: datetime(1875, 3, 14, 15, 9, 26, tzinfo=UTC) + timedelta(seconds=n),
    UUID: lambda n: UUID(int=1_712_345_671 + n),
}
#: Two drafts take samples of their own, so far apart: what differs between them, and is no sample, was made of a parameter.
STEPS = (1009, 2003)


class _Draft(NamedTuple):
    rows: QuerySet[Any]
    compiler: Any  # of Django, as it is after it compiled
    sql: str
    values: list[Any]  # of the placeholders: a `_Named` or what stands there always


class _Named(NamedTuple):
    name: str


class Prepared(Generic[P, Row]):
    def __init__(self, draw: Callable[P, QuerySet[Any, Row]]) -> None:
        self.draw = draw
        self.drafts: dict[str, _Draft] = {}  # by language: a title is asked for in that of the page
        self.kinds: dict[str, type] = inspect.get_annotations(draw, eval_str=True)
        self.kinds.pop("return", None)
        update_wrapper(self, draw)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        language = get_language() or ""
        draft = self.drafts.get(language) or self.drafts.setdefault(language, self._compile())
        asked: dict[str, Any] = {**dict(zip(self.kinds, args, strict=False)), **kwargs}
        compiler = copy(draft.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        values = tuple(asked[value.name] if isinstance(value, _Named) else value for value in draft.values)
        compiler.as_sql = lambda *_args, **_kwargs: (draft.sql, values)
        query = copy(draft.rows.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        rows = draft.rows.all()
        rows._query = query  # type: ignore[attr-defined]
        return list(rows)

    def _compile(self) -> _Draft:
        first, second = self._drawn(0), self._drawn(1)
        if first.sql != second.sql:
            raise TypeError(f"{self.draw.__qualname__}: the question itself changes with its parameters")
        for here, there in zip(first.values, second.values, strict=True):
            if type(here) is not type(there) or here != there:
                raise TypeError(f"{self.draw.__qualname__}: {here!r} is made of a parameter, pass it as one")
            if isinstance(here, date):
                raise TypeError(f"{self.draw.__qualname__}: {here!r} would stand for ever, pass it as a parameter")
        return first

    def _drawn(self, which: int) -> _Draft:
        samples = {name: SAMPLES[kind](n * STEPS[which]) for n, (name, kind) in enumerate(self.kinds.items(), start=1)}
        names = {(type(sample), sample): _Named(name) for name, sample in samples.items()}
        rows = self.draw(**samples)  # type: ignore[call-arg, arg-type]
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        known = (int, str, date, UUID)
        named = [names.get((type(one), one), one) if isinstance(one, known) else one for one in values]
        return _Draft(rows, compiler, sql, named)


def prepared(draw: Callable[P, QuerySet[Any, Row]]) -> Prepared[P, Row]:
    return Prepared(draw)
