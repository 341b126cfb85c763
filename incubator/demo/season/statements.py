"""Statements of two cohorts: the last one of the first is verified and frozen, that of the second is under way."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.season.seed import day, startups
from incubator.moments import months_from
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.partners.models import Cohort
from programs.statements import actions
from programs.statements.measures import MEASURES
from programs.statements.models import Period, Statement
from programs.statements.states import Evidence
from startups.models import Membership

#: What the seed calls the figures of a startup.
NAMES = {"fte": "fte_latest", "women_fte": "women_fte_latest", "revenue": "revenue_last_year_mad", "trl": "trl_latest"}
BEFORE = {"fte": "fte_baseline", "trl": "trl_entry"}
TITLES = {"title_fr": "Dernier semestre", "title_en": "Last half-year", "title_ar": "نصف السنة الأخير"}
EARLIER = {"title_fr": "Semestre précédent", "title_en": "Half-year before", "title_ar": "نصف السنة السابق"}
#: What the seed does not tell and is our invention: money of others, emissions avoided.
SIGNED_BEFORE = {
    "V01": {"honour_loans": 100_000, "received": 100_000},
    "V02": {"grants": 60_000, "received": 30_000},
    "V04": {"debt": 250_000, "received": 150_000},
}
SIGNED = {
    "V01": {"equity": 600_000, "received": 400_000, "co2": 42},
    "V02": {"grants": 200_000, "received": 120_000, "co2": 12},
    "V03": {"prizes": 50_000, "received": 50_000},
    "V04": {"equity": 900_000, "debt": 300_000, "received": 1_050_000, "co2": 310},
    "V08": {"honour_loans": 150_000, "received": 150_000, "co2": 18},
    "V09": {"grants": 80_000, "received": 40_000},
}
METHOD = "Compteurs de cinq clients, comparés au matériel remplacé, sur sa durée de vie."


def season_of_statements(ended: Cohort, running: Cohort, *, by: User) -> None:
    begins = first_day()
    told = {row["name"]: row for row in startups()}
    graduates = Enrolment.objects.filter(cohort=ended, state=EnrolmentState.GRADUATED).select_related("startup")
    earlier = _period(ended, EARLIER, first=begins - timedelta(days=181), last=begins - timedelta(days=1), by=by)
    past = _period(ended, TITLES, first=begins, last=day(-30), by=by)
    for period, names, signed in ((earlier, BEFORE, SIGNED_BEFORE), (past, NAMES, SIGNED)):
        for place in graduates:
            known = _known(told[place.startup.name], names, signed)
            _declare(actions.include(period.pk, place.pk, by=by), known, verified_by=by)
        actions.freeze(period.pk, by=by)
    now = _period(running, TITLES, first=begins, last=day(-12), due=day(18), by=by)
    rows = list(now.statements.select_related("startup").order_by("startup__sort_key"))
    for statement, verifier in zip(rows[1:4], (by, None, None), strict=False):
        _declare(statement, _known(told[statement.startup.name], NAMES, SIGNED), verified_by=verifier)
    if len(rows) > 3:
        actions.return_(
            rows[3].pk, by=by, reason="Les emplois de fin de période manquent : combien de salariés au dernier jour ?"
        )


def first_day() -> date:
    """Of the half-year that is told of: the first of the month six months ago."""
    return months_from(timezone.localdate().replace(day=1), -6)


def _period(
    cohort: Cohort, titles: dict[str, str], *, first: date, last: date, by: User, due: date | None = None
) -> Period:
    when = {"first_day": first, "last_day": last, "due_on": due or last + timedelta(days=25)}
    made = Period.objects.create(cohort=cohort, **titles, **when)
    return actions.open_period(made.pk, by=by)


def _known(told: dict[str, Any], names: dict[str, str], signed: dict[str, dict[str, int]]) -> dict[str, Any]:
    return {code: told.get(name) for code, name in names.items()} | signed.get(told["code"], {})


def _declare(statement: Statement, known: dict[str, Any], *, verified_by: User | None) -> None:
    """By the owner: what is known, and of the rest that it is not reported."""
    figures = {one.code: _figure(one.code, known.get(one.code)) for one in MEASURES}
    owner = Membership.objects.owners().filter(startup=statement.startup_id).select_related("person").first()
    who = owner.person if owner else None
    actions.save(statement.pk, actions.Declared(figures), by=who, revision=statement.revision)
    actions.submit(statement.pk, by=who)
    if verified_by is not None:
        actions.verify(statement.pk, by=verified_by)


def _figure(code: str, value: Any) -> actions.Figure:
    if value is None:
        return actions.Figure(None)
    proof = (METHOD, Evidence.MEASURED) if code == "co2" else ()
    return actions.Figure(Decimal(str(value)), *proof)
