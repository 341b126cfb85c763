"""A rule with criteria ticked by hand, a cohort in which one startup may graduate, and a revoked certificate."""

from typing import Any

from incubator.demo import make
from programs.graduation.actions import certifying

LONG = "Pitch devant le comité de fin de programme, en présence des deux partenaires et des startups de la promotion"


def graduations(call: Any, officer: Any) -> dict[str, Any]:
    """In the cohort of this call."""
    revoked = make.graduation(of=make.active(by=call))
    certifying.revoke(revoked.pk, by=officer, reason="Le nom de la société était mal écrit.")
    place = make.active(by=call)
    rule = make.graduation_rule(of=place.cohort.programme, by_hand=True)
    rule.criteria.create(position=2, name_fr=LONG)
    make.milestone(of=place)
    return {"may_graduate": place, "revoked": revoked}
