"""What can be imported, by the name that a batch carries: a register that this unit and those above it fill (docs/decisions/0012)."""

from startups.imports.target import Target
from startups.models import ImportBatch
from startups.models.imports import TARGET_LABELS

_targets: dict[str, Target] = {}


def register(*targets: Target) -> None:
    for target in targets:
        _targets[target.key] = target
        TARGET_LABELS[target.key] = target.label


def known() -> frozenset[str]:
    return frozenset(_targets)


def target(key: str) -> Target:
    return _targets[key]


def target_of(batch: ImportBatch) -> Target:
    return _targets[batch.target]
