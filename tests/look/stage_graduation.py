"""A rule with a criterion ticked by hand, a cohort that may graduate, a revoked certificate, a former startup that is called."""

from typing import Any

from incubator.demo import make
from programs.graduation.actions import certifying

LONG = "Pitch devant le comité de fin de programme, en présence des deux partenaires et des startups de la promotion"


def graduations(officer: Any) -> dict[str, Any]:
    place = make.active()
    rule = make.graduation_rule(of=place.cohort.programme, by_hand=True)
    rule.criteria.create(position=2, name_fr=LONG)
    make.milestone(of=place)
    revoked, late = make.graduation(), make.follow_up(due_in=-60)
    certifying.revoke(revoked.pk, by=officer, reason="Le nom de la société était mal écrit.")
    return {"may_graduate": place, "revoked": revoked, "silent": late}
