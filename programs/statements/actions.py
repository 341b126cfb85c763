"""Every change of periods and statements. Order of locks: period, statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator.documents import actions as documents
from incubator.documents.models import Document
from incubator.documents.store import store
from incubator.errors import Refused
from incubator.journal.models import record
from programs.cohorts.models import Enrolment
from programs.statements import notices
from programs.statements.measures import BY_CODE
from programs.statements.models import Period, Statement, Value
from programs.statements.queries import declared, purpose_of, unanswered
from programs.statements.states import PERIOD, STATEMENT, Currency, PeriodState, StatementState
from startups.actions import profile

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Figure:
    """What was typed for one measure; `number` None: not reported."""

    number: Decimal | None
    method: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Declared:
    """A whole form: figures that were answered, and the currency of its amounts."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    currency: str = Currency.MAD
    rate: Decimal = Decimal(1)
    rate_on: date | None = None
    comment: str = ""


class Conflict(Refused):
    """Somebody saved other figures in the meantime; `stored` is what stands now, `codes` the measures that differ."""

    def __init__(self, stored: Statement, codes: list[str]) -> None:
        super().__init__(_("Somebody else saved other figures in the meantime."))
        self.stored, self.codes = stored, codes


@transaction.atomic
def open_period(period_id: int, *, by: Any) -> Period:
    """Each startup that takes part gets its statement, and its owners are told. Twice is once."""
    period = Period.objects.locked().select_related("cohort").get(pk=period_id)
    period.state, period.opened_at = PERIOD.after("open", period.state), timezone.now()
    period.save(update_fields=["state", "opened_at"])
    record("open", period, by=by)
    for place in Enrolment.objects.active().filter(cohort=period.cohort).select_related("startup"):
        _begin(period, place)
    return period


@transaction.atomic
def include(period_id: int, enrolment_id: int, *, by: Any) -> Statement:
    """A startup that came later, or left within the period, declares too."""
    period = Period.objects.locked().get(pk=period_id)
    if not period.is_open:
        raise Refused(_("This period is not open."))
    place = Enrolment.objects.select_related("startup").get(pk=enrolment_id, cohort=period.cohort_id)
    made = _begin(period, place)
    record("include", made, by=by)
    return made


def _begin(period: Period, place: Enrolment) -> Statement:
    made, is_new = Statement.objects.get_or_create(period=period, enrolment=place, defaults={"startup": place.startup})
    if is_new:
        notices.statement_asked(made)
    return made


@transaction.atomic
def freeze(period_id: int, *, by: Any) -> Period:
    """Nothing of it is changed any more. Raises Refused while something declared has not been looked at."""
    period = Period.objects.locked().get(pk=period_id)
    waiting = period.statements.submitted().count()
    if waiting:
        told = ngettext(
            "%(n)d statement is still to be verified.", "%(n)d statements are still to be verified.", waiting
        )
        raise Refused(told % {"n": waiting})
    period.state, period.frozen_at = PERIOD.after("freeze", period.state), timezone.now()
    period.save(update_fields=["state", "frozen_at"])
    record("freeze", period, by=by)
    return period


@transaction.atomic
def save(statement_id: Any, what: Declared, *, by: Any, revision: int) -> Statement:
    """Keeps what was typed, complete or not. `revision` is the one the page was drawn from.

    Raises Conflict when somebody saved other figures since, Refused when it can no longer be written.
    """
    statement = _open(statement_id)
    codes = _differing(statement, what)
    if not codes:
        return statement
    if revision != statement.revision:
        raise Conflict(statement, codes)
    statement.currency, statement.comment = what.currency, what.comment
    is_mad = what.currency == Currency.MAD
    statement.rate, statement.rate_on = (Decimal(1), None) if is_mad else (what.rate, what.rate_on)
    statement.revision, statement.saved_at, statement.saved_by = statement.revision + 1, timezone.now(), by
    statement.save(update_fields=["currency", "comment", "rate", "rate_on", "revision", "saved_at", "saved_by"])
    _write(statement, what.figures)
    return statement


def _open(statement_id: Any) -> Statement:
    statement = Statement.objects.locked().select_related("period", "startup").get(pk=statement_id)
    if not statement.period.is_open:
        raise Refused(_("This period is not open."))
    if not statement.is_writable:
        raise Refused(_("This statement is declared: it can only be changed once it is sent back to you."))
    return statement


def _differing(statement: Statement, what: Declared) -> list[str]:
    known = {code: Figure(row.number, row.method, row.evidence) for code, row in declared(statement).items()}
    codes = [code for code in BY_CODE if known.get(code) != what.figures.get(code)]
    rate_on = what.rate_on if what.currency != Currency.MAD else None
    rest = (what.currency, what.comment, rate_on) != (statement.currency, statement.comment, statement.rate_on)
    rate = what.currency != Currency.MAD and what.rate != statement.rate
    return codes + (["currency"] if rest or rate else [])


def _write(statement: Statement, figures: Mapping[str, Figure]) -> None:
    statement.values.exclude(measure__in=figures).delete()
    for code, one in figures.items():
        is_amount = BY_CODE[code].is_money and one.number is not None
        in_mad = (one.number * statement.rate).quantize(CENT) if is_amount and one.number is not None else None
        told = {"number": one.number, "in_mad": in_mad, "method": one.method, "evidence": one.evidence}
        Value.objects.update_or_create(statement=statement, measure=code, defaults=told)


@transaction.atomic
def attach(statement_id: Any, *, measure: str, upload: Any, by: Any) -> Document:
    """A document beside a figure; the same file twice is kept once. Never in conflict with anybody's figures."""
    statement = _open(statement_id)
    if measure not in BY_CODE or not BY_CODE[measure].proof:
        raise Refused(_("No document is asked for beside this figure."))
    kept = store(upload, purpose=purpose_of(measure), about=statement, by=by)
    record("attach", statement, by=by, note=kept.name, startup=statement.startup_id)
    return kept


@transaction.atomic
def detach(statement_id: Any, *, document: Any, by: Any) -> Statement:
    """As long as the statement is written on; one that is gone already is no matter."""
    statement = _open(statement_id)
    found = Document.objects.about(statement).filter(pk=document).first()
    if found:
        documents.remove(found.pk, by=by)
        record("detach", statement, by=by, note=found.name, startup=statement.startup_id)
    return statement


@transaction.atomic
def submit(statement_id: Any, *, by: Any) -> Statement:
    """Declared, with the name of who did it. Raises Refused while a figure is unanswered. Twice is once."""
    statement = Statement.objects.locked().select_related("period", "startup").get(pk=statement_id)
    if statement.state == StatementState.SUBMITTED:
        return statement
    statement = _open(statement_id)
    if lacking := unanswered(statement):
        labels = ", ".join(str(BY_CODE[code].label) for code in lacking)
        raise Refused(_("Still to be answered, with a figure or “not reported”: %(labels)s.") % {"labels": labels})
    statement.submitted_at, statement.submitted_by = timezone.now(), by
    _move(statement, "submit", by=by, fields=("submitted_at", "submitted_by"))
    notices.statement_received(statement)
    return statement


@transaction.atomic
def return_(statement_id: Any, *, by: Any, reason: str) -> Statement:
    """Sent back with what is to be completed; the startup writes in it again."""
    statement = _looked_at(statement_id)
    statement.reason = reason
    _move(statement, "return_", by=by, note=reason, fields=("reason",))
    notices.statement_returned(statement)
    return statement


@transaction.atomic
def verify(statement_id: Any, *, by: Any) -> Statement:
    """Its figures become dated facts of the startup's file, with their source."""
    statement = _looked_at(statement_id)
    statement.verified_at, statement.verified_by = timezone.now(), by
    _move(statement, "verify", by=by, fields=("verified_at", "verified_by"))
    day = min(statement.period.last_day, timezone.localdate())
    for code, row in declared(statement).items():
        amount = row.in_mad if BY_CODE[code].is_money else row.number
        if BY_CODE[code].fact and amount is not None:
            told = {"observed_on": day, "source": str(statement.period), "by": by}
            profile.observe(statement.startup_id, fact=BY_CODE[code].fact, value=amount, **told)
    return statement


@transaction.atomic
def reopen(statement_id: Any, *, by: Any, reason: str) -> Statement:
    """A verified statement proved wrong before the period was frozen."""
    statement = _looked_at(statement_id)
    statement.reason, statement.verified_at, statement.verified_by = reason, None, None
    _move(statement, "reopen", by=by, note=reason, fields=("reason", "verified_at", "verified_by"))
    notices.statement_returned(statement)
    return statement


def _looked_at(statement_id: Any) -> Statement:
    statement = Statement.objects.locked().select_related("period", "startup").get(pk=statement_id)
    if statement.period.state == PeriodState.FROZEN:
        raise Refused(_("This period is frozen."))
    return statement


def _move(statement: Statement, verb: str, *, by: Any, note: str = "", fields: tuple[str, ...] = ()) -> None:
    statement.state = STATEMENT.after(verb, statement.state)
    statement.save(update_fields=["state", *fields])
    record(verb, statement, by=by, note=note, startup=statement.startup_id)
