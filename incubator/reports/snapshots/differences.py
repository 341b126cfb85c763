"""What a correction changed: figures of two versions beside each other, as values."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from incubator.reports.privacy import FEWEST
from incubator.reports.snapshots.shapes import Number, Slice, Snapshot

Told = Decimal | int | None


@dataclass(frozen=True)
class Difference:
    """`name`: empty for the value itself, else what of it ("base", "expected", "target", "before", or a part). In a split, `by`
    and `key` say which cell; `words` name it where it is a row.
    """

    code: str
    name: str
    was: Told
    now: Told
    by: str = ""
    key: str = ""
    words: dict[str, str] | None = None


def differences(old: Snapshot, new: Snapshot, *, shows_all: bool = False) -> list[Difference]:
    """In the order of the figures. Without `shows_all` figures of fewer than three startups are no figures, and parts, which
    may be of fewer, are not told.
    """
    found: list[Difference] = []
    for code in {**old.numbers, **new.numbers}:
        was, now = (_sides(one.numbers.get(code), shows_all=shows_all) for one in (old, new))
        found += [
            Difference(code, name, was.get(name), now.get(name))
            for name in {**was, **now}
            if was.get(name) != now.get(name)
        ]
        found += _of_splits(code, old, new)
    return found


def _sides(number: Number | None, *, shows_all: bool) -> dict[str, Told]:
    if number is None:
        return {}
    counted: dict[str, Told] = {"base": number.base, "expected": number.expected}
    if 0 < number.base < FEWEST and not shows_all:
        return {"": None, **counted, "target": number.target}
    parts = number.parts if shows_all else {}
    return {"": number.value, **counted, **parts, "target": number.target, "before": number.before}


def _of_splits(code: str, old: Snapshot, new: Snapshot) -> Iterator[Difference]:
    before, after = old.splits.get(code, {}), new.splits.get(code, {})
    for by in {**before, **after}:
        was, now = ({row.key: row for row in told.get(by, [])} for told in (before, after))
        for key in {**was, **now}:
            if _value(was.get(key)) != _value(now.get(key)):
                row = now.get(key) or was[key]
                yield Difference(code, "", _value(was.get(key)), _value(now.get(key)), by, key, row.words)


def _value(row: Slice | None) -> Decimal | None:
    return row.value if row else None
