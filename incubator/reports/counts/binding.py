"""Queries are written and compiled once for a shape of scopes (how many programmes, a cohort or none); then only values are bound.

To compile a query of ours takes a hundred times as long as to bind its values. It is therefore written for a *pattern*: a scope whose
days are promises of days. What follows from a day (`derived`) is a promise too, and arithmetic keeps it one. A day that
got into the query any other way would stand there for good, so such a query is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from itertools import count
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from psycopg.sql import Literal

from incubator.moments import midnight
from incubator.reports.scope import Scope

#: Before anything of the programme.
LAUNCH = date(2000, 1, 1)
_SAMPLE = date(2026, 6, 15)
#: Promises differ as values do, or two of them would be taken for one; no day of ours is as early.
_EARLY = count(1)
_KEYS = -1_000_000
Row = dict[str, Any]
Key = tuple[Any, ...]


class Day(date):
    """The promise of a day of a scope; `key` says how it follows."""

    of: Callable[[Scope], date]
    key: Key

    def __add__(self, by: timedelta) -> "Day":
        known = self.of
        return _promise(Day, (*self.key, by), lambda scope: known(scope) + by)

    def __sub__(self, by: Any) -> Any:
        return self + -by


class Moment(datetime):
    """The promise of an instant."""

    of: Callable[[Scope], datetime]
    key: Key


def derived(day: date, reckon: Callable[[date], Any]) -> Any:
    """What follows from a day: another day or an instant; from the promise of one, another promise."""
    if not isinstance(day, Day):
        return reckon(day)
    known, kind = day.of, Moment if isinstance(reckon(_SAMPLE), datetime) else Day
    return _promise(kind, (*day.key, reckon), lambda scope: reckon(known(scope)))


def _promise(kind: Any, key: Key, of: Callable[[Scope], Any]) -> Any:
    early = date.fromordinal(next(_EARLY) % 300_000 + 1)
    made = kind(early.year, early.month, early.day, **({"tzinfo": UTC} if kind is Moment else {}))
    made.of, made.key = of, key
    return made


def pattern(scope: Scope) -> Scope:
    """A scope of the same shape, to write queries for."""
    first, last = (_promise(Day, (name,), attrgetter(name)) for name in ("first_day", "last_day"))
    programmes = tuple(_KEYS - 1 - n for n in range(len(scope.programmes)))
    return Scope(first, last, programmes, None if scope.cohort is None else _KEYS)


def _bound(value: Any, scope: Scope) -> Any:
    if isinstance(value, Day | Moment):
        return value.of(scope)
    if type(value) is int and value <= _KEYS:
        return scope.cohort if value == _KEYS else scope.programmes[_KEYS - 1 - value]
    return value


def _is_promise(value: Any) -> bool:
    return isinstance(value, Day | Moment) or (type(value) is int and value <= _KEYS)


def _is_fixed(value: Any) -> bool:
    return not isinstance(value, date) or value in (LAUNCH, midnight(LAUNCH))


@dataclass(frozen=True)
class Compiled:
    """`values`: the promises by their names in the query. `columns`: their names, what each is, and what turns a value of the
    database into one of ours.
    """

    sql: str
    values: Mapping[str, Any]
    columns: Sequence[tuple[str, Any, Sequence[Callable[..., Any]]]]

    def rows(self, scope: Scope) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, {name: _bound(value, scope) for name, value in self.values.items()})
            return [self._read(row) for row in cursor.fetchall()]

    def _read(self, row: Sequence[Any]) -> Row:
        told = zip(self.columns, row, strict=True)
        return {
            name: reduce(lambda value, turn: turn(value, what, connection), turns, value)
            for (name, what, turns), value in told
        }


def _written(sql: str, values: Sequence[Any]) -> tuple[str, dict[str, Any]]:
    """The query with what is fixed written into it, and each promise once, by a name."""
    pieces = sql.split("%s")
    names: dict[Any, str] = {}
    promises: dict[str, Any] = {}
    connection.ensure_connection()
    said = [pieces[0]]
    for value, piece in zip(values, pieces[1:], strict=True):
        if _is_promise(value):
            name = names.setdefault(getattr(value, "key", value), f"v{len(names)}")
            promises.setdefault(name, value)
            said += [f"%({name})s", piece]
        elif _is_fixed(value):
            said += [Literal(value).as_string(connection.connection).replace("%", "%%"), piece]
        else:
            raise TypeError(f"{value!r} follows from no scope, and would stand in a query for good")
    return "".join(said), promises


_COMPILED: dict[Any, Compiled] = {}
MOST = 2_000


def grouped(key: Key, scope: Scope, ask: Callable[[Scope], QuerySet[Any, Any]]) -> list[Row]:
    """The rows of `ask(scope)`, a QuerySet of `values` that all have a name of their own; `key` names the question."""
    if (known := _COMPILED.get(_shape(key, scope))) is None:
        query: Any = ask(pattern(scope)).query
        compiler = query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        turns = compiler.get_converters([what for what, _sql, _name in compiler.select])
        columns = [
            (name, what, turns[n][0] if n in turns else ()) for n, (what, _sql, name) in enumerate(compiler.select)
        ]
        known = _keep(key, scope, Compiled(*_written(sql, values), columns))
    return known.rows(scope)


def summed(key: Key, scope: Scope, ask: Callable[[Scope], QuerySet[Any]], sums: Mapping[str, Any]) -> Row:
    """`ask(scope).aggregate(**sums)`; `key` names the question. The first time the query is taken down as it passes, after what a new
    connection asks for itself.
    """
    if known := _COMPILED.get(_shape(key, scope)):
        return known.rows(scope)[0]
    rows, passed = ask(pattern(scope)), []

    def bind(execute: Any, sql: str, values: Sequence[Any], *rest: Any) -> Any:
        passed.append((sql, values))
        return execute(sql, [_bound(value, scope) for value in values], *rest)

    with connection.execute_wrapper(bind):
        found = rows.aggregate(**sums)
    if passed:
        query = rows.query.chain()
        told = {name: one.resolve_expression(query, allow_joins=True, summarize=True) for name, one in sums.items()}
        columns = [(name, one, one.get_db_converters(connection)) for name, one in told.items()]
        _keep(key, scope, Compiled(*_written(*passed[-1]), columns))
    return found


def _shape(key: Key, scope: Scope) -> Key:
    return (*key, len(scope.programmes), scope.cohort is None)


def _keep(key: Key, scope: Scope, made: Compiled) -> Compiled:
    if len(_COMPILED) >= MOST:
        _COMPILED.clear()
    _COMPILED[_shape(key, scope)] = made
    return made
