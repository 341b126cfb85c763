"""How the suite is dealt out to its workers."""

from types import SimpleNamespace

import pytest

from tests.dealing import LONG, dealt
from tests.house import ROOT

LONGEST = sorted(LONG, key=LONG.get, reverse=True)


def test_what_is_called_long_exists():
    assert [name for name in LONG if not (ROOT / name.partition("::")[0]).is_file()] == []


@pytest.mark.parametrize("workers", [1, 2, 3, 4])
@pytest.mark.parametrize("short", [0, 3, 100])
def test_every_test_is_dealt_once(workers, short):
    items = named(short)

    assert sorted(map(id, dealt(items, workers))) == sorted(map(id, items))


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_each_worker_begins_with_something_long(workers):
    order = dealt(named(120 - len(LONG)), workers)

    assert [order[start].nodeid for start in range(0, 120, 120 // workers)] == LONGEST[:workers]


def named(short):
    return [SimpleNamespace(nodeid=name) for name in (*(f"tests/short.py::{n}" for n in range(short)), *LONG)]
