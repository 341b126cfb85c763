"""The shape of a snapshot: what stands in `Report.payload`, as values. No name of a startup stands in it: names are joined
when it is shown, where a convention or a live consent allows.

Numbers travel as text, so that the same data give the same bytes. Words of rows (programmes, cohorts, sites) are kept in three
languages as they were; codes of lists (regions, sectors, stages) stay codes and are named when shown.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

#: Raised when the shape changes; old snapshots keep theirs.
SHAPE = 1


@dataclass(frozen=True)
class Number:
    """One indicator: `base` of `expected` startups reported; `parts` by name; target and value of the period before, if any."""

    value: Decimal | None
    base: int
    expected: int
    parts: dict[str, Decimal] = field(default_factory=dict)
    target: Decimal | None = None
    before: Decimal | None = None


@dataclass(frozen=True)
class Slice:
    """One line of a split. `words` name rows in three languages; empty for codes of lists. Hidden: too few startups."""

    key: str
    value: Decimal | None
    base: int
    words: dict[str, str] = field(default_factory=dict)
    is_hidden: bool = False


@dataclass(frozen=True)
class Counted:
    """One line of the list behind a figure; `startup` is a key of `startups.Startup`, `number` what it adds, `detail` its words."""

    startup: int | None
    number: Decimal | None = None
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """Who paid for what was used in the period: credits by kind of service, from the ledger."""

    words: dict[str, str]
    kind: str
    credits: Decimal


@dataclass(frozen=True)
class Point:
    """A figure of an earlier published report, for the charts."""

    last_day: date
    value: Decimal | None


@dataclass(frozen=True)
class Snapshot:
    """`programmes`: (words in three languages) of what it is about. Keys of the mappings are codes of indicators; those of
    `splits` then the split (`incubator.reports.splits.Split`).
    """

    first_day: date
    last_day: date
    drawn_on: date
    partner: str
    programmes: list[dict[str, str]]
    cohort: dict[str, str]
    numbers: dict[str, Number]
    splits: dict[str, dict[str, list[Slice]]] = field(default_factory=dict)
    behind: dict[str, list[Counted]] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    courses: dict[str, list[Point]] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"shape": SHAPE, **plain(asdict(self))}

    @classmethod
    def read(cls, told: Mapping[str, Any], *, lists: Iterable[str] | None = None) -> "Snapshot":
        """From a payload. `lists`: of which indicators the list behind is read; all when not said, for they are long."""
        days = {name: date.fromisoformat(told[name]) for name in ("first_day", "last_day", "drawn_on")}
        return cls(
            **days,
            partner=told["partner"],
            programmes=list(told["programmes"]),
            cohort=dict(told["cohort"]),
            numbers={code: read_number(row) for code, row in told["numbers"].items()},
            splits={
                code: {by: [_slice(row) for row in rows] for by, rows in found.items()}
                for code, found in told["splits"].items()
            },
            behind={
                code: [read_counted(row) for row in rows]
                for code, rows in told["behind"].items()
                if lists is None or code in lists
            },
            sources=[Source(row["words"], row["kind"], Decimal(row["credits"])) for row in told["sources"]],
            courses={
                code: [Point(date.fromisoformat(row["last_day"]), _decimal(row["value"])) for row in rows]
                for code, rows in told["courses"].items()
            },
        )


def canonical(payload: Mapping[str, Any]) -> bytes:
    """The bytes of the figures: the same data give the same, whatever the order in which they came and the day they were drawn."""
    told = {name: value for name, value in payload.items() if name != "drawn_on"}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(payload: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(payload)).hexdigest()


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def _decimal(told: str | None) -> Decimal | None:
    return None if told is None else Decimal(told)


def read_number(row: Mapping[str, Any]) -> Number:
    parts = {name: Decimal(value) for name, value in row["parts"].items()}
    return Number(
        _decimal(row["value"]), row["base"], row["expected"], parts, _decimal(row["target"]), _decimal(row["before"])
    )


def _slice(row: Mapping[str, Any]) -> Slice:
    return Slice(row["key"], _decimal(row["value"]), row["base"], dict(row["words"]), row["is_hidden"])


def read_counted(row: Mapping[str, Any]) -> Counted:
    return Counted(row["startup"], _decimal(row["number"]), dict(row["detail"]))
