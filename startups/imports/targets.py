"""What can be imported, by the name that a batch carries."""

from startups.imports.organisation_target import ORGANISATIONS
from startups.imports.startup_target import STARTUPS
from startups.imports.target import Target
from startups.models import ImportBatch

TARGETS: dict[str, Target] = {target.key: target for target in (STARTUPS, ORGANISATIONS)}


def target_of(batch: ImportBatch) -> Target:
    return TARGETS[batch.target]
