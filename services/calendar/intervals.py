"""Arithmetic of half-open spans [start, end) in whole minutes since 1970; no rows, no clock."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

Span = tuple[int, int]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def minute(moment: datetime) -> int:
    return (moment - _EPOCH) // _MINUTE


@lru_cache(maxsize=8192)
def moment(at: int) -> datetime:
    """The same instant is the same object, however many people are free then."""
    return _EPOCH + at * _MINUTE


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, those that touch or overlap joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def gaps(window: Span, busy: Iterable[Span]) -> Iterator[Span]:
    """What of the window is left; `busy` is merged."""
    at, end = window
    for first, last in busy:
        if last <= at:
            continue
        if first >= end:
            break
        if first > at:
            yield at, first
        at = max(at, last)
    if at < end:
        yield at, end


def starts(window: Span, busy: Iterable[Span], *, length: int, step: int) -> Iterator[int]:
    """When something of `length` minutes may begin: on the window's own grid of `step` minutes, so that hours stay round."""
    for first, last in gaps(window, busy):
        at = window[0] + -(-(first - window[0]) // step) * step
        while at + length <= last:
            yield at
            at += step


def is_free(span: Span, busy: Iterable[Span]) -> bool:
    return all(last <= span[0] or first >= span[1] for first, last in busy)
