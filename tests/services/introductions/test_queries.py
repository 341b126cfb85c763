"""What became of introductions: the figures in SQL against the same counted slowly; the ledger against the states."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.moments import midnight
from services.introductions import actions
from services.introductions.actions import Told
from services.introductions.models import Approach, FollowUp, Introduction
from services.introductions.queries import MATURE, outcomes
from services.introductions.states import DONE, OPEN, Outcome, Side
from services.introductions.states import IntroductionState as S
from services.ledger.models import Entry
from services.ledger.queries import drifted
from services.ledger.states import Verb

pytestmark = pytest.mark.django_db
JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 30)


def made(on, *answers):
    """`answers`: (days later, side, outcome, amount)."""
    row = make.introduction(state=S.MADE)
    Introduction.objects.filter(pk=row.pk).update(made_at=midnight(on) + timedelta(hours=10))
    for days, side, outcome, amount in answers:
        told = actions.report(row.pk, Told(outcome, "contract", amount), side=side, by=None)
        at = midnight(on + timedelta(days=days)) + timedelta(hours=12)
        FollowUp.objects.filter(pk=told.pk).update(answered_at=at)
    return row


def slowly(since, until, known_on):
    """The same, row by row in Python."""
    known_at = midnight(known_on + timedelta(days=1))
    counts = {one.value: 0 for one in Outcome} | {"unknown": 0}
    mature = succeeded = total = 0
    amount = Decimal(0)
    for row in Introduction.objects.filter(state__in=DONE):
        if not midnight(since) <= row.made_at < min(midnight(until + timedelta(days=1)), known_at):
            continue
        told = sorted(
            (one for one in row.follow_ups.all() if one.answered_at and one.answered_at < known_at),
            key=lambda one: one.answered_at,
        )
        signed = [one for one in told if one.outcome == Outcome.SIGNED]
        amounts = [one.amount_mad for one in signed if one.amount_mad]
        counts[Outcome.SIGNED.value if signed else told[-1].outcome if told else "unknown"] += 1
        amount += amounts[-1] if amounts else 0
        total += 1
        is_mature = row.made_at < known_at - MATURE
        mature, succeeded = mature + is_mature, succeeded + (is_mature and bool(signed))
    return total, mature, succeeded, counts, amount


def quick(since, until, known_on):
    found = outcomes(since, until, known_on=known_on)
    return found.made, found.mature, found.succeeded, found.counts, found.amount


def test_a_signature_stays_a_success_whatever_is_said_later(django_assert_num_queries):
    made(JANUARY, (10, "startup", Outcome.SIGNED, Decimal(100)), (40, "partner", Outcome.ENDED, None))
    made(JANUARY, (10, "startup", Outcome.MET, None), (20, "startup", Outcome.ENDED, None))
    made(JUNE)

    with django_assert_num_queries(1):
        found = outcomes(JANUARY, JUNE)

    assert (found.made, found.mature, found.succeeded, found.amount) == (3, 2, 1, Decimal(100))
    assert found.counts == {"no_contact": 0, "talking": 0, "met": 0, "signed": 1, "ended": 1, "unknown": 1}
    assert found.rate == Decimal(50)


def test_both_sides_tell_one_contract():
    made(JANUARY, (9, "startup", Outcome.SIGNED, Decimal(100)), (10, "partner", Outcome.SIGNED, Decimal(90)))

    assert outcomes(JANUARY, JUNE).amount == Decimal(90)


def test_a_report_of_a_past_day_does_not_know_what_came_later():
    made(JANUARY, (100, "startup", Outcome.SIGNED, Decimal(100)))

    assert outcomes(JANUARY, JUNE, known_on=date(2026, 4, 5)).succeeded == 0
    assert outcomes(JANUARY, JUNE, known_on=JUNE).succeeded == 1
    assert outcomes(JANUARY, JUNE, known_on=JANUARY).rate is None


def test_the_period_begins_and_ends_at_midnight_in_casablanca():
    rows = [make.introduction(state=S.MADE) for _ in range(2)]
    Introduction.objects.filter(pk=rows[0].pk).update(made_at=midnight(JANUARY))
    Introduction.objects.filter(pk=rows[1].pk).update(made_at=midnight(JANUARY) - timedelta(seconds=1))

    assert outcomes(JANUARY, JUNE).made == 1


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_counted_slowly(seed):
    dice = random.Random(seed)  # noqa: S311 -- no secret
    for _ in range(6):
        answers = [
            (day, dice.choice(Side.values), outcome, dice.choice([None, Decimal(dice.randrange(1, 9) * 1000)]))
            for day in sorted(dice.sample(range(1, 170), dice.randrange(4)))
            for outcome in [Outcome(dice.choice(Outcome.values))]
        ]
        made(JANUARY + timedelta(days=dice.randrange(-20, 200)), *answers)

    for _ in range(4):
        since = JANUARY + timedelta(days=dice.randrange(100))
        until = since + timedelta(days=dice.randrange(150))
        known_on = until + timedelta(days=dice.randrange(-30, 200))
        assert quick(since, until, known_on) == slowly(since, until, known_on)


VERBS = ("offer", "yes", "no", "agree", "decline", "withdraw", "close", "silence", "report")


def step(row, verb, partners, dice):
    officer, founder = None, row.asked_by
    approach = Approach.objects.unanswered().filter(introduction=row).first()
    if verb == "offer":
        actions.offer(row.pk, by=officer, target=dice.choice(partners), is_named=dice.random() < 0.3)
    elif verb in {"yes", "no"} and approach:
        {"yes": actions.partner_agree, "no": actions.partner_decline}[verb](approach.pk)
    elif verb == "silence":
        Introduction.objects.filter(pk=row.pk).update(moved_at=timezone.now() - timedelta(days=20))
        actions.lapse(row.pk)
    elif verb == "close":
        actions.close(row.pk, by=officer, reason="Fin")
    elif verb == "report":
        actions.report(row.pk, Told(Outcome.MET), by=founder)
    elif verb in {"agree", "decline", "withdraw"}:
        getattr(actions, verb)(row.pk, by=founder)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_history_the_ledger_says_what_the_introductions_say(seed):
    dice, team = random.Random(seed), make.startup()  # noqa: S311 -- no secret
    for n in range(2):
        make.entitlement(of=team, kind="matchmaking", amount=4, source=make.source(code=f"s{seed}{n}"))
    service, partners = make.matchmaking(price=Decimal("1.5")), [make.target(per_month=20) for _ in range(3)]
    rows = [make.introduction(of=team, what=service, why=f"{n}") for n in range(4)]

    for _ in range(30):
        try:
            step(dice.choice(rows), dice.choice(VERBS), partners, dice)
        except Refused:
            continue

    for row in Introduction.objects.all():
        ends = set(Entry.objects.about(row).exclude(verb=Verb.HOLD).values_list("verb", flat=True))
        holds = -sum(Entry.objects.about(row).filter(verb=Verb.HOLD).values_list("amount", flat=True))
        expected = set() if row.state in OPEN else {Verb.CONSUME} if row.state in DONE else {Verb.RELEASE}
        assert (ends, holds) == (expected, service.price), row.state
    assert drifted() == []
