"""Introductions in every state, and a partner that is asked for one of them."""

from typing import Any

from incubator.demo import make
from services.introductions import actions
from services.introductions.actions import Told
from services.introductions.models import Approach
from services.introductions.states import IntroductionState as S
from services.introductions.states import Outcome
from startups.models import Startup

LONG = "Fédération nationale des industries électriques, électroniques et des énergies renouvelables du Nord"


def introductions(startup: Startup) -> dict[str, Any]:
    make.entitlement(of=startup, kind="matchmaking", amount=20)
    best = make.target(name=LONG, sectors=["SOL"], regions=["MA-09"], per_month=9)
    make.target(per_month=0)
    rows = {
        state: make.introduction(of=startup, state=state, to=best) for state in (S.OFFERED, S.DECLINED, S.WITHDRAWN)
    }
    wanted = make.introduction(of=startup, named=LONG)
    made = make.introduction(of=startup, state=S.MADE, to=best, why="Un distributeur. " * 20)
    actions.report(made.pk, Told(Outcome.SIGNED, "contract", 1_250_000), by=made.asked_by)  # type: ignore[arg-type]
    approach = Approach.objects.get(introduction=rows[S.OFFERED])
    return {"introductions": {**rows, S.REQUESTED: wanted, S.FOLLOWED_UP: made}, "approach": approach}
