"""Makers of periods and statements, reached by walking the actions."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from incubator.demo.make_applications import application
from incubator.demo.make_calls import call, cohort
from incubator.demo.make_people import staff
from incubator.demo.make_startups import owner_of
from programs.applications.states import ApplicationState
from programs.calls.models import Call
from programs.cohorts.models import Enrolment
from programs.partners.models import Cohort
from programs.statements import actions as statements
from programs.statements.measures import MEASURES
from programs.statements.models import Period, Statement
from programs.statements.states import PeriodState, StatementState
from startups.models import Startup


def enrolment(*, of: Cohort | None = None, who: Startup | None = None, by: Call | None = None) -> Enrolment:
    """A startup in a cohort, by its application to a call of its own or to this one."""
    made = application(state=ApplicationState.ACCEPTED, of=who, to=by or call(of=of or cohort()))
    return Enrolment.objects.get(application=made)


def period(*, of: Cohort | None = None, state: str = PeriodState.OPEN, ends_in: int = -10, **fields: Any) -> Period:
    """The half-year that ended ten days ago, to be declared in twenty days."""
    last = timezone.localdate() + timedelta(days=ends_in)
    when = {"first_day": last - timedelta(days=181), "last_day": last, "due_on": last + timedelta(days=30)}
    values = {"title_fr": "Semestre", "title_en": "Half-year", "title_ar": "نصف السنة", **when, **fields}
    made = Period.objects.create(cohort=of or cohort(), **values)
    if state != PeriodState.PLANNED:
        made = statements.open_period(made.pk, by=staff())
    return statements.freeze(made.pk, by=staff()) if state == PeriodState.FROZEN else made


def figures(**told: Any) -> dict[str, statements.Figure]:
    """Every measure: what is given, else not reported."""
    given = {code: Decimal(str(value)) for code, value in told.items() if value is not None}
    return {
        one.code: statements.Figure(
            given.get(one.code),
            "Compteurs de cinq clients." if one.code == "co2" and given.get("co2") else "",
            "measured" if one.code == "co2" and given.get("co2") else "",
        )
        for one in MEASURES
    }


def statement(
    *, of: Enrolment | None = None, to: Period | None = None, state: str = StatementState.OPEN, **told: Any
) -> Statement:
    """Declared figures by code of measure; the rest is not reported."""
    place = of or enrolment()
    asked = to or period(of=place.cohort)
    made = Statement.objects.get(period=asked, enrolment=place)
    if state == StatementState.OPEN:
        return made
    who = owner_of(place.startup)
    statements.save(made.pk, statements.Declared(figures(**told)), by=who, revision=made.revision)
    statements.submit(made.pk, by=who)
    if state == StatementState.RETURNED:
        statements.return_(made.pk, by=staff(), reason="Précisez les emplois.")
    if state == StatementState.VERIFIED:
        statements.verify(made.pk, by=staff())
    made.refresh_from_db()
    return made
