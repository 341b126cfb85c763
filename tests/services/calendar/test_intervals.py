"""Spans of minutes, and a slow obvious version beside the quick one."""

import random

from services.calendar.intervals import gaps, is_free, merged, starts


def test_spans_that_touch_or_overlap_are_joined():
    assert merged([(30, 40), (0, 10), (10, 20), (15, 18)]) == [(0, 20), (30, 40)]


def test_a_time_begins_on_the_grid_of_its_window_and_ends_within_it():
    assert list(starts((540, 720), [(600, 610)], length=60, step=30)) == [540, 630, 660]


def test_what_ends_when_another_begins_does_not_touch_it():
    assert list(starts((0, 120), [(60, 120)], length=60, step=60)) == [0]
    assert is_free((0, 60), [(60, 120)])


def test_the_quick_way_finds_what_the_slow_way_finds():
    dice = random.Random(7)  # noqa: S311 -- not a secret
    for _ in range(200):
        busy = merged((a, a + dice.randint(1, 40)) for a in (dice.randint(-20, 300) for _ in range(dice.randint(0, 6))))
        window, length, step = (dice.randint(0, 50), dice.randint(100, 300)), dice.randint(1, 60), dice.randint(1, 30)
        slow = [
            at
            for at in range(window[0], window[1] - length + 1, step)
            if all(not (a < at + length and at < b) for a, b in busy)
        ]
        assert list(starts(window, busy, length=length, step=step)) == slow
        covered = {m for a, b in gaps(window, busy) for m in range(a, b)}
        assert covered == {m for m in range(*window) if all(not a <= m < b for a, b in busy)}
