"""Makers of conventions, schedules, reports and questions, reached by walking the actions."""

from datetime import date
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.make_calls import partner, programme
from incubator.demo.make_people import number, person, staff
from incubator.reports.snapshots.actions import making, questions, reviewing, scheduling
from incubator.reports.snapshots.models import Convention, Question, Report, Schedule
from incubator.reports.snapshots.states import ReportState
from programs.partners.models import Mandate, Programme

#: What is done to a report that was asked for, by the state it is to have.
WALKS: dict[str, tuple[str, ...]] = {
    ReportState.DRAFT: (),
    ReportState.REVIEWED: ("review",),
    ReportState.PUBLISHED: ("review", "publish"),
}


def convention(*, of: Programme | None = None, **fields: Any) -> Convention:
    """A partner's convention about one programme, since the year before last."""
    values = {"title_fr": f"Convention {number()}", "since": date(timezone.localdate().year - 2, 1, 1), **fields}
    made = Convention.objects.create(partner=values.pop("partner", None) or partner(), **values)
    made.programmes.add(of or programme())
    return made


def reader(*, of: Convention, who: User | None = None, **fields: Any) -> User:
    """Somebody who reads for the partner of a convention."""
    someone = who or person()
    Mandate.objects.create(partner=of.partner, person=someone, **fields)
    return someone


def half_year() -> tuple[date, date]:
    """The last one that is over."""
    today = timezone.localdate()
    first = date(today.year, 1, 1) if today.month > 6 else date(today.year - 1, 7, 1)
    last = date(first.year, 6, 30) if first.month == 1 else date(first.year, 12, 31)
    return first, last


def report(
    *, of: Convention | None = None, state: str = ReportState.DRAFT, by: User | None = None, **asked: Any
) -> Report:
    """A report on the last half-year. A superseded one has been corrected, and its correction published."""
    who = by or staff()
    first, last = half_year()
    days = {"first_day": first, "last_day": last, **asked}
    made = making.ask((of or convention()).pk, by=who, **days)
    if state == ReportState.GENERATING:
        return made
    if state == ReportState.FAILED:
        making.fail(made.pk, "La préparation a échoué.")
        made.refresh_from_db()
        return made
    drawn(made)
    if state == ReportState.SUPERSEDED:
        publish(made, by=who)
        publish(drawn(reviewing.correct(made.pk, by=who, reason_fr="Une déclaration corrigée.")), by=who)
    for verb in WALKS.get(state, ()):
        getattr(reviewing, verb)(made.pk, by=who)
    made.refresh_from_db()
    return made


def drawn(made: Report) -> Report:
    """As the clock makes it."""
    making.make_due(seconds=60)
    made.refresh_from_db()
    return made


def publish(made: Report, *, by: User) -> Report:
    reviewing.review(made.pk, by=by)
    return reviewing.publish(made.pk, by=by)


def schedule(*, of: Convention | None = None, owner: User | None = None, **fields: Any) -> Schedule:
    made = Schedule.objects.create(convention=of or convention(), owner=owner or staff(), **fields)
    return scheduling.keep(made.pk, by=made.owner)


def question(*, of: Report | None = None, by: User | None = None, answer: str = "", **said: Any) -> Question:
    about = of or report(state=ReportState.PUBLISHED)
    who = by or reader(of=about.convention)
    made = questions.ask(about.pk, by=who, **{"text": "D’où vient ce chiffre ?", **said})
    return questions.answer(made.pk, by=staff(), answer=answer) if answer else made
