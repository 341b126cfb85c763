"""One walk through a whole file: how many rows it has, and which words of coded columns are none of ours."""

from collections import Counter
from dataclasses import dataclass

from incubator.sheets import Reading, records
from startups.imports.cells import loose
from startups.imports.codes import recogniser
from startups.imports.files import path_of
from startups.imports.mapping import Mapping
from startups.imports.rows import words_of
from startups.imports.target import Target
from startups.models import ImportBatch

#: More different words than this in one column is no list of codes.
MOST_WORDS = 60


@dataclass(frozen=True)
class Survey:
    """`unknown`: {our field: {their word: rows}}, the most frequent first."""

    rows: int
    unknown: dict[str, dict[str, int]]


def survey(batch: ImportBatch, target: Target, mapping: Mapping) -> Survey:
    """Raises Refused where the file cannot be read."""
    coded = [(position, target.column(name)) for position, name in mapping.columns.items() if target.column(name).codes]
    counts: dict[str, Counter[str]] = {column.name: Counter() for _position, column in coded}
    spelled: dict[tuple[str, str], str] = {}
    rows = 0
    for record in records(path_of(batch), Reading(**batch.reading)):
        rows += 1
        for position, column in coded:
            cell = record.cells[position] if position < len(record.cells) else ""
            for word in words_of(column, cell, mapping.splitting):
                if column.codes and not recogniser(column.codes)(word):
                    spelled.setdefault((column.name, loose(word)), word)
                    counts[column.name][loose(word)] += 1
    unknown = {
        name: {spelled[name, word]: count for word, count in counter.most_common(MOST_WORDS)}
        for name, counter in counts.items()
    }
    return Survey(rows, {name: words for name, words in unknown.items() if words})
