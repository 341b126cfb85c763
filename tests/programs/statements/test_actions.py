"""Figures collected once: asked, saved half filled, declared, verified or sent back, frozen."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incubator.demo import make
from incubator.desk import queues
from incubator.documents import owners
from incubator.errors import Refused
from incubator.outbox.models import Letter
from programs.cohorts import actions as cohorts
from programs.statements import actions, planning
from programs.statements.measures import BY_CODE
from programs.statements.models import Period, Statement, Value
from programs.statements.queries import files_of, last_declared, on_file
from programs.statements.states import PERIOD, STATEMENT, PeriodState, StatementState
from startups.models import Observation
from tests.programs.applications.conftest import pdf

pytestmark = pytest.mark.django_db
S = StatementState


def letters(word):
    return Letter.objects.filter(kind=f"programs.statements.{word}")


def save(statement, *, revision=None, currency="MAD", rate=1, rate_on=None, **told):
    given = {code: actions.Figure(None if n is None else Decimal(str(n))) for code, n in told.items()}
    what = actions.Declared(given, currency, Decimal(str(rate)), rate_on)
    seen = statement.revision if revision is None else revision
    return actions.save(statement.pk, what, by=make.owner_of(statement.startup), revision=seen)


def test_opening_asks_each_startup_that_takes_part_once():
    place = make.enrolment()
    gone = make.enrolment(of=place.cohort)
    cohorts.leave(gone.pk, by=make.staff(), reason="Déménagement")

    period = make.period(of=place.cohort)

    assert [row.enrolment for row in period.statements.all()] == [place]
    assert letters("statement_asked").get().person == make.owner_of(place.startup)


def test_not_reported_is_kept_apart_from_zero_and_from_no_answer():
    statement = make.statement()

    save(statement, fte=0, revenue=None)

    rows = {row.measure: row.number for row in Value.objects.filter(statement=statement)}
    assert rows == {"fte": 0, "revenue": None}


def test_it_is_declared_only_when_each_figure_has_an_answer():
    statement = make.statement()
    save(statement, fte=2)

    with pytest.raises(Refused) as told:
        actions.submit(statement.pk, by=make.owner_of(statement.startup))
    assert str(BY_CODE["revenue"].label) in str(told.value)
    assert str(BY_CODE["fte"].label) not in str(told.value)

    made = make.statement(state=S.SUBMITTED, fte=2)
    assert made.submitted_by == make.owner_of(made.startup)
    assert letters("statement_received").count() == 1
    actions.submit(made.pk, by=made.submitted_by)
    assert letters("statement_received").count() == 1


def test_somebody_elses_figures_are_not_written_over():
    statement = make.statement()
    save(statement, fte=2)

    with pytest.raises(actions.Conflict) as told:
        save(statement, revision=0, fte=3)

    assert told.value.codes == ["fte"]
    assert Value.objects.get(statement=statement).number == 2


def test_an_amount_in_another_currency_keeps_rate_and_day():
    statement = make.statement()
    day = timezone.localdate()

    saved = save(statement, currency="EUR", rate="10.85", rate_on=day, revenue=1000, fte=2)

    rows = {row.measure: row for row in saved.values.all()}
    assert (rows["revenue"].number, rows["revenue"].in_mad) == (1000, Decimal("10850.00"))
    assert rows["fte"].in_mad is None
    assert (saved.currency, saved.rate, saved.rate_on) == ("EUR", Decimal("10.85"), day)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=saved.pk).update(rate_on=None)


def test_what_is_verified_becomes_a_dated_fact_with_its_source():
    statement = make.statement(state=S.VERIFIED, fte=7, revenue=120000, trl=6)

    facts = {row.fact: row for row in Observation.objects.filter(startup=statement.startup, source="Semestre")}
    assert {fact: row.number for fact, row in facts.items()} == {"fte": 7, "revenue": 120000, "trl": 6}
    assert {row.observed_on for row in facts.values()} == {statement.period.last_day}


def test_the_last_figure_and_the_file_stand_beside_the_next_form():
    first = make.statement(state=S.VERIFIED, fte=7)
    cohort = first.period.cohort
    make.observation(of=first.startup, fact="trl", value=5, on=first.period.last_day)
    later = make.period(of=cohort, ends_in=-1, first_day=first.period.last_day + timedelta(days=1))

    second = Statement.objects.get(period=later, startup=first.startup)

    assert {code: one.number for code, one in last_declared(second).items()} == {"fte": 7}
    assert on_file(second)["trl"].number == 5


def test_a_frozen_period_changes_no_more():
    statement = make.statement(state=S.SUBMITTED)
    with pytest.raises(Refused):
        actions.freeze(statement.period_id, by=make.staff())
    actions.verify(statement.pk, by=make.staff())
    actions.freeze(statement.period_id, by=make.staff())

    for deed in (actions.return_, actions.reopen):
        with pytest.raises(Refused):
            deed(statement.pk, by=make.staff(), reason="x")
    with pytest.raises(Refused):
        save(statement, fte=1)


@pytest.mark.parametrize(("verb", "state"), STATEMENT.forbidden(S))
def test_no_other_move_is_allowed(verb, state):
    if (verb, state) == ("submit", S.SUBMITTED):
        return  # twice is once
    statement = make.statement(state=state)
    more = {"reason": "x"} if verb in {"return_", "reopen"} else {}

    with pytest.raises(Refused):
        getattr(actions, verb)(statement.pk, by=make.staff(), **more)


@pytest.mark.parametrize(("verb", "state"), PERIOD.forbidden(PeriodState))
def test_a_period_opens_and_freezes_once(verb, state):
    period = make.period(state=state)

    with pytest.raises(Refused):
        {"open": actions.open_period, "freeze": actions.freeze}[verb](period.pk, by=make.staff())


@pytest.mark.parametrize(
    ("late", "word"),
    [
        (-4, ""),
        (-3, "soon"),
        (0, "soon"),
        (1, "late1"),
        (7, "late1"),
        (8, "late2"),
        (21, "late3"),
        (22, ""),
    ],
)
def test_reminders_come_three_days_before_and_three_times_after(late, word):
    due = timezone.localdate()

    assert planning.occasion(due, due + timedelta(days=late)) == word


def test_a_reminder_is_posted_once_and_never_for_what_is_declared():
    waiting = make.statement(
        to=make.period(of=(place := make.enrolment()).cohort, ends_in=-32, due_on=timezone.localdate()), of=place
    )
    done = make.statement(state=S.SUBMITTED)
    done.period.__class__.objects.filter(pk=done.period_id).update(due_on=timezone.localdate())

    planning.plan()
    planning.plan()

    assert [letter.key_of_thing for letter in letters("statement_due")] == [str(waiting.pk)]


@pytest.mark.parametrize(("late", "calls"), [(21, 0), (22, 1)])
def test_after_three_reminders_it_is_on_the_list_of_calls(late, calls):
    statement = make.statement()
    due = timezone.localdate() - timedelta(days=late)
    last = due - timedelta(days=30)
    Period.objects.filter(pk=statement.period_id).update(first_day=last - timedelta(days=90), last_day=last, due_on=due)

    assert queues["statements.call"].count(make.staff()) == calls
    assert queues["statements.late"].count(make.staff()) == 1


def test_a_document_stands_beside_its_figure_until_it_is_declared():
    statement = make.statement()
    by = make.owner_of(statement.startup)

    kept = actions.attach(statement.pk, measure="revenue", upload=pdf(), by=by)
    actions.attach(statement.pk, measure="revenue", upload=pdf(), by=by)

    assert files_of(statement) == {"revenue": [kept], "co2": []}
    actions.detach(statement.pk, document=kept.pk, by=by)
    actions.detach(statement.pk, document=kept.pk, by=by)
    assert files_of(statement)["revenue"] == []


@pytest.mark.parametrize("state", [S.SUBMITTED, S.VERIFIED])
def test_documents_of_what_is_declared_stay(state):
    statement = make.statement()
    by = make.owner_of(statement.startup)
    kept = actions.attach(statement.pk, measure="co2", upload=pdf(), by=by)
    save(statement, **dict.fromkeys(BY_CODE))
    actions.submit(statement.pk, by=by)
    if state == S.VERIFIED:
        actions.verify(statement.pk, by=make.staff())

    with pytest.raises(Refused):
        actions.detach(statement.pk, document=kept.pk, by=by)
    with pytest.raises(Refused):
        actions.attach(statement.pk, measure="co2", upload=pdf(), by=by)

    assert files_of(statement)["co2"] == [kept]


@pytest.mark.parametrize("measure", ["fte", "colour"])
def test_no_document_where_none_is_asked_for(measure):
    statement = make.statement()

    with pytest.raises(Refused):
        actions.attach(statement.pk, measure=measure, upload=pdf(), by=make.owner_of(statement.startup))


def test_documents_are_read_by_the_team_and_by_staff():
    statement = make.statement()
    owner = make.owner_of(statement.startup)
    kept = actions.attach(statement.pk, measure="revenue", upload=pdf(), by=owner)

    assert [owners.may_read(who, kept) for who in (owner, make.staff(), make.person())] == [True, True, False]
