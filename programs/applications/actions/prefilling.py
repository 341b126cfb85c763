"""A new file begins with what the portal knows already: the startup's profile, its fresh facts and the answers of the self-check.

An old fact fills nothing by itself: it is offered beside its question (`passport.offers`).
"""

from typing import Any

from programs.applications.passport import fitting, offers
from programs.calls.plans import is_blank, problem
from programs.calls.shapes import FormPlan, K
from startups.models import Startup
from startups.states import Fact


def prefill(plan: FormPlan, startup: Startup, self_check: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """{section key: {question key: value}}; what the form would not accept is left out."""
    filled: dict[str, dict[str, Any]] = {}
    known = {key: offer.value for key, offer in offers(plan, startup.pk).items() if not offer.is_stale}
    for question in plan:
        value = self_check.get(question.key)
        if is_blank(value) and question.feeds in Fact.values:
            value = known.get(question.key)
        elif is_blank(value):
            value = fitting(question, getattr(startup, question.feeds or "-", None))
        if not is_blank(value) and question.kind not in {K.FILE, K.TABLE} and not problem(question, value):
            filled.setdefault(question.section, {})[question.key] = value
    return filled
