"""How a milestone moves: one table, one journal. Only this slice's actions call it."""

from typing import Any

from incubator.journal.models import record
from programs.milestones.models import Milestone
from programs.milestones.queries import standing_on
from programs.milestones.states import MILESTONE, MilestoneState


def move(milestone: Milestone, verb: str, *, by: Any, note: str = "", saving: tuple[str, ...] = ()) -> int:
    """The new state, what came with it, one line of history; gives the key of that line, the occasion of a letter."""
    milestone.state = MILESTONE.after(verb, milestone.state)
    milestone.save(update_fields=["state", *saving])
    return record(verb.rstrip("_"), milestone, by=by, note=note).pk


def keep_pace(milestone: Milestone, *, by: Any) -> None:
    """Planned or due, as its day stands now."""
    wanted = standing_on(milestone.due_on)
    if milestone.state == MilestoneState.PLANNED and wanted == MilestoneState.DUE:
        move(milestone, "fall_due", by=by)
    elif milestone.state == MilestoneState.DUE and wanted == MilestoneState.PLANNED:
        move(milestone, "put_off", by=by)
