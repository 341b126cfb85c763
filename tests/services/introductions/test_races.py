"""32 clients on one partner's month, on one answer, on one balance; the control shows what happens without the guard."""

import pytest

from incubator.demo import make
from incubator.errors import Refused
from services.introductions import actions, limits
from services.introductions.actions import Wish, matching
from services.introductions.models import Approach, FollowUp, Introduction, TargetMonth
from services.introductions.states import IntroductionState as S
from services.ledger.models import Entry
from services.ledger.queries import drifted
from services.ledger.states import Verb
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32


def asked_at_once(partner, told=Refused):
    team, service, officer = make.startup(), make.matchmaking(), make.staff()
    make.entitlement(of=team, kind="matchmaking", amount=CLIENTS)
    rows = [make.introduction(of=team, what=service, why=f"Besoin {n}") for n in range(CLIENTS)]
    return at_once([lambda row=row: actions.offer(row.pk, by=officer, target=partner) for row in rows], told=told)


def test_a_partner_of_three_a_month_is_asked_three_times():
    partner = make.target(per_month=3)

    answers = asked_at_once(partner)

    assert sum(isinstance(answer, Introduction) for answer in answers) == 3
    assert sum(isinstance(answer, Refused) for answer in answers) == CLIENTS - 3
    assert TargetMonth.objects.get().asked == Approach.objects.count() == 3


def test_control_without_the_condition_it_is_asked_too_often(monkeypatch):
    partner = make.target(per_month=3)
    monkeypatch.setattr(matching, "take_turn", look_then_take)

    asked_at_once(partner)

    assert Approach.objects.count() > 3


def look_then_take(target, month):
    """Reads, thinks, writes what it thought."""
    known = limits.turns_taken(month).get(target.pk, 0)
    if known >= target.per_month:
        return False
    TargetMonth.objects.bulk_create([TargetMonth(target=target, month=month, allowed=99)], ignore_conflicts=True)
    TargetMonth.objects.filter(target=target, month=month).update(asked=known + 1)
    return True


def test_two_officers_ask_one_partner_for_one_wish():
    row, officer = make.introduction(), make.staff()
    partners = [make.target() for _ in range(8)]

    at_once([lambda one=one: actions.offer(row.pk, by=officer, target=one) for one in partners], told=Refused)

    assert Approach.objects.count() == 1
    assert sum(TargetMonth.objects.values_list("asked", flat=True)) == 1


def test_yes_and_withdrawal_at_the_same_instant_leave_one_outcome():
    row = make.introduction(state=S.OFFERED, named="Câbleries du Nord")
    approach, founder = Approach.objects.get(), row.asked_by

    def partner():
        return actions.partner_agree(approach.pk)

    def startup():
        return actions.withdraw(row.pk, by=founder)

    at_once([partner, startup] * 8, told=Refused)

    row.refresh_from_db()
    verbs = list(Entry.objects.about(row).exclude(verb=Verb.HOLD).values_list("verb", flat=True))
    assert (row.state, verbs) in [(S.MADE, [Verb.CONSUME]), (S.WITHDRAWN, [Verb.RELEASE])]
    assert FollowUp.objects.count() == (6 if row.state == S.MADE else 0)
    assert drifted() == []


def test_five_credits_are_five_wishes():
    team, service = make.startup(), make.matchmaking()
    make.entitlement(of=team, kind="matchmaking", amount=5)
    founder = make.owner_of(team)

    def wish(n):
        words = Wish(kind="investor", why=f"Besoin {n}", summary="Du froid solaire.")
        return lambda: actions.ask(team.pk, service, words, by=founder)

    at_once([wish(n) for n in range(CLIENTS)], told=Refused)

    assert Introduction.objects.count() == 5
    assert drifted() == []
