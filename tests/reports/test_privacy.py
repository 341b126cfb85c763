"""No small cell is shown, and none can be reckoned from what is shown."""

import itertools
import random
from decimal import Decimal

import pytest

from incubator.reports.figures import Figure
from incubator.reports.privacy import suppress, suppress_together
from incubator.reports.splits import Part, Split


def table(*bases, code="I05", values=None):
    values = values or bases
    return [
        Part(str(n), f"Cell {n}", Figure(code, Decimal(value), base, base))
        for n, (base, value) in enumerate(zip(bases, values, strict=True))
    ]


def shown(parts):
    return [None if part.figure is None else part.figure.base for part in parts]


def test_a_table_of_large_cells_is_shown_whole():
    assert shown(suppress(table(5, 3, 9))) == [5, 3, 9]


def test_with_a_small_cell_the_next_smallest_is_hidden_so_that_subtraction_finds_nothing():
    parts = suppress(table(9, 2, 5, 4))

    assert shown(parts) == [9, None, 5, None]
    assert parts[1].is_hidden
    assert (parts[1].key, parts[1].label) == ("1", "Cell 1")


def test_two_small_cells_protect_each_other_when_together_they_are_not_small():
    assert shown(suppress(table(9, 2, 1, 5))) == [9, None, None, 5]


def test_cells_of_one_startup_each_would_be_known_from_their_number():
    assert shown(suppress(table(9, 1, 1, 1, 5))) == [9, None, None, None, None]


def test_a_whole_of_too_few_has_no_table():
    assert suppress(table(1, 1)) == []
    assert suppress(table(2)) == []


def test_hidden_cells_that_are_all_nought_would_be_known_from_their_sum():
    assert shown(suppress(table(5, 2, 1, 4, code="I12", values=(7, 0, 0, 6)))) == [5, None, None, None]


def test_hidden_shares_that_are_all_of_everybody_would_be_known_from_their_sum():
    assert shown(suppress(table(5, 2, 1, 4, code="I03", values=(40, 100, 100, 50)))) == [5, None, None, None]


def test_nobody_reported_is_no_secret():
    parts = [*table(9, 2, 5), Part("3", "Cell 3", Figure("I05", None, 0, 4))]

    assert shown(suppress(parts)) == [9, None, None, 0]


def test_the_sum_of_a_programme_does_not_give_away_its_small_cohort():
    tables = {Split.PROGRAMME: table(7, 8), Split.COHORT: table(2, 5, 4, 4)}
    inside = {"0": "0", "1": "0", "2": "1", "3": "1"}

    told = suppress_together(tables, inside=inside)

    assert shown(told[Split.COHORT])[:2] == [None, None]
    assert shown(suppress(tables[Split.COHORT])) != shown(told[Split.COHORT])


@pytest.mark.parametrize("seed", range(20))
def test_an_attacker_with_every_shown_cell_and_all_wholes_finds_no_hidden_one(seed):
    """She tries all worlds in which hidden cells are of one startup at least: each hidden cell could be two things."""
    dice = random.Random(seed)  # noqa: S311 -- dice, not secrets
    bases = [dice.choice([1, 2, 3, 4]) for _ in range(dice.randint(2, 5))]
    inside = {str(n): str(dice.randint(0, 1)) for n in range(len(bases))}
    programmes = [
        (key, sum(b for n, b in enumerate(bases) if inside[str(n)] == key)) for key in sorted(set(inside.values()))
    ]
    tables = {
        Split.COHORT: table(*bases),
        Split.PROGRAMME: [Part(key, key, Figure("I05", Decimal(base), base, base)) for key, base in programmes],
    }

    told = suppress_together(tables, inside=inside)

    for split, key in [(by, part.key) for by, parts in told.items() for part in parts if part.is_hidden]:
        possible = {world[split][key] for world in worlds(told, tables, inside)}
        assert len(possible) > 1, (bases, inside, told)
    assert all(part.figure is None or part.figure.base >= 3 for parts in told.values() for part in parts)


def worlds(told, tables, inside):
    """All numbers of the cohorts that agree with what is shown."""
    whole = sum(part.figure.base for part in tables[Split.COHORT])
    keys = [part.key for part in tables[Split.COHORT]]
    for numbers in itertools.product(range(1, whole + 1), repeat=len(keys)):
        if sum(numbers) != whole:
            continue
        cohorts = dict(zip(keys, numbers, strict=True))
        sums = {
            part.key: sum(n for key, n in cohorts.items() if inside[key] == part.key)
            for part in tables[Split.PROGRAMME]
        }
        found = {Split.COHORT: cohorts, Split.PROGRAMME: sums}
        open_cells = [(by, part) for by, parts in told.items() for part in parts if part.figure]
        if all(found[by][part.key] == part.figure.base for by, part in open_cells):
            yield found
