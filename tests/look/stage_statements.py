"""What statements show on the stage: periods in every state, and a statement of the owner in every state that draws its page."""

from typing import Any

from incubator.demo import make
from programs.statements.states import PeriodState, StatementState


def statements(place: Any) -> dict[str, Any]:
    """`place`: a participation of the owner of the stage."""
    make.period(state=PeriodState.PLANNED)
    make.period(state=PeriodState.FROZEN)
    told = {"fte": "3.5", "women_fte": "1", "revenue": 120000, "trl": 5, "co2": 12}
    made = {}
    for ends, state in enumerate((StatementState.VERIFIED, StatementState.RETURNED, StatementState.SUBMITTED), start=1):
        period = make.period(of=place.cohort, ends_in=-200 * (4 - ends))
        made[state] = make.statement(of=place, to=period, state=state, **told)
    return {"declared": made[StatementState.VERIFIED], "to_complete": made[StatementState.RETURNED]}
