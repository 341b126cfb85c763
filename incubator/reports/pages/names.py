"""Words of splits, of their cells and of kinds of service: rows carry theirs in the snapshot, codes of lists are named here."""

from incubator.reports.dimensions import Split, labels
from incubator.reports.snapshots.shapes import Slice
from incubator.words import pick
from services.catalogue.states import ServiceKind

KINDS = dict(ServiceKind.choices)
#: Splits by rows of ours; the snapshot has their words, so that no row is asked for.
OF_ROWS = {Split.PROGRAMME, Split.COHORT, Split.SITE}


def of_split(by: str) -> str:
    return str(Split(by).label) if by in Split.values else by


def of_cells(by: str, cells: list[Slice]) -> dict[str, str]:
    """By key."""
    bare = {cell.key for cell in cells if not pick(cell.words)}
    coded = bare & {""} if by in OF_ROWS else bare
    called = labels(Split(by), coded) if coded and by in Split.values else {}
    return {cell.key: pick(cell.words) or called.get(cell.key, cell.key) for cell in cells}


def of_kind(kind: str) -> str:
    return str(KINDS.get(kind, kind))
