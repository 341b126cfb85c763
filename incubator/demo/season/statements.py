"""Statements of two cohorts: the last one of the first is verified and frozen, that of the second is under way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from incubator.accounts.models import User
from incubator.demo.season.seed import day, startups
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.partners.models import Cohort
from programs.statements import actions
from programs.statements.measures import MEASURES
from programs.statements.models import Period, Statement
from startups.models import Membership

#: What the seed calls the figures of a startup.
NAMES = {"fte": "fte_latest", "women_fte": "women_fte_latest", "revenue": "revenue_last_year_mad", "trl": "trl_latest"}
TITLES = {"title_fr": "Dernier semestre", "title_en": "Last half-year", "title_ar": "نصف السنة الأخير"}


def season_of_statements(ended: Cohort, running: Cohort, *, by: User) -> None:
    told = {row["name"]: row for row in startups()}
    past = _period(ended, last=day(-30), due=day(-5), by=by)
    graduates = Enrolment.objects.filter(cohort=ended, state=EnrolmentState.GRADUATED)
    for place in graduates.select_related("startup"):
        _declare(actions.include(past.pk, place.pk, by=by), told[place.startup.name], verified_by=by)
    actions.freeze(past.pk, by=by)
    now = _period(running, last=day(-12), due=day(18), by=by)
    rows = list(now.statements.select_related("startup").order_by("startup__sort_key"))
    for statement, verifier in zip(rows[1:4], (by, None, None), strict=False):
        _declare(statement, told[statement.startup.name], verified_by=verifier)
    if len(rows) > 3:
        actions.return_(
            rows[3].pk, by=by, reason="Les emplois de fin de période manquent : combien de salariés au dernier jour ?"
        )


def _period(cohort: Cohort, *, last: Any, due: Any, by: User) -> Period:
    when = {"first_day": last - timedelta(days=181), "last_day": last, "due_on": due}
    made = Period.objects.create(cohort=cohort, **TITLES, **when)
    return actions.open_period(made.pk, by=by)


def _declare(statement: Statement, told: dict[str, Any], *, verified_by: User | None) -> None:
    """By the owner: what the seed knows, and of the rest that it is not reported."""
    known = {code: told.get(name) for code, name in NAMES.items()}
    figures = {
        one.code: actions.Figure(None if known.get(one.code) is None else Decimal(str(known[one.code])))
        for one in MEASURES
    }
    owner = Membership.objects.owners().filter(startup=statement.startup_id).select_related("person").first()
    who = owner.person if owner else None
    actions.save(statement.pk, actions.Declared(figures), by=who, revision=statement.revision)
    actions.submit(statement.pk, by=who)
    if verified_by is not None:
        actions.verify(statement.pk, by=verified_by)
