"""Both sides agree before names are exchanged; the ledger says what the introduction says."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.models import Letter
from services.introductions import actions
from services.introductions.actions import Told, Wish
from services.introductions.models import Approach, FollowUp, Introduction, TargetMonth
from services.introductions.states import INTRODUCTION, Outcome, PartnerSought, Reply, Side
from services.introductions.states import IntroductionState as S
from services.ledger.models import Entry
from services.ledger.states import Verb

pytestmark = pytest.mark.django_db


def asked(row):
    return row.approaches.unanswered().get()


def credits_of(row):
    """What the ledger says of it: held, used, or given back."""
    holds = Entry.objects.about(row).filter(verb=Verb.HOLD)
    return {"held" if not hasattr(one, "closed_by") else one.closed_by.verb for one in holds}


def letters(word):
    return Letter.objects.filter(kind=f"services.introductions.{word}")


def aged(row, **ago):
    Introduction.objects.filter(pk=row.pk).update(moved_at=timezone.now() - timedelta(**ago))


@pytest.mark.parametrize(("verb", "state"), INTRODUCTION.forbidden(S.values))
def test_what_the_table_forbids_is_refused(verb, state):
    with pytest.raises(Refused):
        INTRODUCTION.after(verb, state)


def test_the_whole_way_to_names_on_both_sides():
    row, partner = make.introduction(), make.target()
    assert credits_of(row) == {"held"}

    actions.offer(row.pk, by=make.staff(), target=partner)
    actions.partner_agree(asked(row).pk)
    row.refresh_from_db()
    assert (row.state, credits_of(row)) == (S.AGREED, {"held"})
    actions.agree(row.pk, by=row.asked_by)

    row.refresh_from_db()
    assert (row.state, row.target, credits_of(row)) == (S.MADE, partner, {"consume"})
    assert sorted(row.follow_ups.values_list("days", "side")) == [
        (30, "partner"), (30, "startup"), (90, "partner"), (90, "startup"), (180, "partner"), (180, "startup")
    ]  # fmt: skip
    assert {one.address or one.person.email for one in letters("introduction_made")} == {
        partner.email,
        row.asked_by.email,
    }


def test_who_named_her_partner_has_agreed_already():
    row = make.introduction(named="Câbleries du Nord")

    actions.offer(row.pk, by=make.staff(), target=make.target(name="Câbleries du Nord"), is_named=True)
    actions.partner_agree(asked(row).pk)

    row.refresh_from_db()
    assert (row.state, credits_of(row)) == (S.MADE, {"consume"})


def test_a_no_leads_back_to_the_desk_and_the_same_partner_is_not_asked_again():
    row, partner = make.introduction(), make.target()
    actions.offer(row.pk, by=make.staff(), target=partner)

    actions.partner_decline(asked(row).pk, reason="Pas notre métier.")

    row.refresh_from_db()
    assert (row.state, row.target, credits_of(row)) == (S.REQUESTED, None, {"held"})
    with pytest.raises(Refused):
        actions.offer(row.pk, by=make.staff(), target=partner)
    actions.offer(row.pk, by=make.staff(), target=make.target())


def test_an_old_link_does_not_answer_for_the_next_partner():
    row = make.introduction(state=S.OFFERED)
    old = asked(row)
    actions.partner_decline(old.pk)
    actions.offer(row.pk, by=make.staff(), target=make.target())

    with pytest.raises(Refused):
        actions.partner_agree(old.pk)

    row.refresh_from_db()
    assert row.state == S.OFFERED


def test_a_no_of_the_named_partner_ends_it_and_gives_the_credits_back():
    row = make.introduction(state=S.OFFERED, named="Câbleries du Nord")

    actions.partner_decline(asked(row).pk)

    row.refresh_from_db()
    assert (row.state, credits_of(row)) == (S.DECLINED, {"release"})
    assert letters("introduction_not_made").count() == 1


def test_the_startup_may_say_no_to_a_partner_that_agreed():
    row = make.introduction(state=S.AGREED)

    actions.decline(row.pk, by=row.asked_by, reason="Concurrent direct.")

    row.refresh_from_db()
    assert (row.state, credits_of(row)) == (S.DECLINED, {"release"})
    assert letters("introduction_called_off").get().address == row.target.email


@pytest.mark.parametrize("state", [S.REQUESTED, S.OFFERED])
def test_nobody_is_introduced_before_the_partner_agreed(state):
    row = make.introduction(state=state)

    for deed in (actions.agree, actions.decline):
        with pytest.raises(Refused):
            deed(row.pk, by=row.asked_by)

    assert not letters("introduction_made").exists()


@pytest.mark.parametrize("state", [S.REQUESTED, S.OFFERED, S.AGREED])
def test_whoever_withdraws_has_her_credits_back_and_the_partner_is_told(state):
    row = make.introduction(state=state)

    actions.withdraw(row.pk, by=row.asked_by)
    actions.withdraw(row.pk, by=row.asked_by)

    row.refresh_from_db()
    assert (row.state, credits_of(row)) == (S.WITHDRAWN, {"release"})
    assert letters("introduction_called_off").count() == (state != S.REQUESTED)
    assert not Approach.objects.unanswered().exists()


def test_what_is_made_is_not_withdrawn():
    row = make.introduction(state=S.MADE)

    with pytest.raises(Refused):
        actions.withdraw(row.pk, by=row.asked_by)

    assert credits_of(row) == {"consume"}


def test_answers_twice_are_once():
    row = make.introduction(state=S.OFFERED)
    approach = asked(row)
    actions.partner_agree(approach.pk)
    actions.partner_agree(approach.pk)
    actions.agree(row.pk, by=row.asked_by)
    actions.agree(row.pk, by=row.asked_by)

    assert row.follow_ups.count() == 6
    assert Entry.objects.about(row).filter(verb=Verb.CONSUME).count() == 1


def test_staff_end_it_with_a_reason_that_the_startup_reads():
    row = make.introduction(state=S.DECLINED)

    assert (row.reason, credits_of(row)) == ("Personne ne convient.", {"release"})
    assert letters("introduction_not_made").get().person == row.asked_by


def wish(**words):
    return Wish(**{"kind": PartnerSought.INVESTOR, "why": "Pour grandir.", "summary": "Du froid solaire.", **words})


def test_without_credits_nothing_is_asked():
    team = make.startup()

    with pytest.raises(Refused, match="crédit"):
        actions.ask(team.pk, make.matchmaking(), wish(), by=make.owner_of(team))

    assert not Introduction.objects.exists()


def test_what_is_missing_is_said():
    team = make.startup()
    make.entitlement(of=team, kind="matchmaking")

    with pytest.raises(Refused, match="programme"):
        actions.ask(team.pk, make.matchmaking(for_enrolled_only=True), wish(), by=make.owner_of(team))


def test_a_service_of_another_kind_introduces_nobody():
    team = make.startup()
    make.entitlement(of=team)

    with pytest.raises(Refused):
        actions.ask(team.pk, make.service(), wish(), by=make.owner_of(team))


@pytest.mark.parametrize(
    "summary",
    [
        "Nous sommes Chamsi Froid, à Agadir.",
        "CHAMSI-FROID refroidit.",
        "chamsifroid",
        "Voyez chamsi.ma",
        "a@exemple.test",
    ],
)
def test_a_summary_that_tells_the_name_is_refused_beside_its_field(summary):
    team = make.startup(name="Chamsi Froid SARL")
    make.entitlement(of=team, kind="matchmaking")

    with pytest.raises(Refused) as refusal:
        actions.ask(team.pk, make.matchmaking(), wish(summary=summary), by=make.owner_of(team))

    assert refusal.value.field == "summary"


def test_a_partner_is_asked_as_often_as_it_wishes():
    partner = make.target(per_month=2)
    rows = [make.introduction() for _ in range(3)]

    for row in rows[:2]:
        actions.offer(row.pk, by=make.staff(), target=partner)
    with pytest.raises(Refused) as refusal:
        actions.offer(rows[2].pk, by=make.staff(), target=partner)

    assert refusal.value.field == "target"
    TargetMonth.objects.update(month=timezone.localdate().replace(day=1) - timedelta(days=1))
    actions.offer(rows[2].pk, by=make.staff(), target=partner)


def test_fewer_asks_wished_for_in_the_middle_of_a_month_hold_at_once():
    partner = make.target(per_month=3)
    make.introduction(state=S.OFFERED, to=partner)
    partner.per_month = 1
    partner.save()

    with pytest.raises(Refused):
        actions.offer(make.introduction().pk, by=make.staff(), target=partner)


def test_the_database_itself_refuses_one_ask_too_many():
    make.introduction(state=S.OFFERED, to=make.target(per_month=1))

    with pytest.raises(IntegrityError), transaction.atomic():
        TargetMonth.objects.update(asked=2)


def test_a_partner_that_is_closed_is_not_asked():
    with pytest.raises(Refused):
        actions.offer(make.introduction().pk, by=make.staff(), target=make.target(is_open=False))


def test_a_silent_partner_is_passed_over_after_two_weeks():
    row = make.introduction(state=S.OFFERED)
    aged(row, days=13)
    actions.lapse_due()
    assert asked(row)

    aged(row, days=15)
    actions.lapse_due()

    row.refresh_from_db()
    assert (row.state, row.target, credits_of(row)) == (S.REQUESTED, None, {"held"})
    assert row.approaches.get().reply == Reply.SILENT


def test_a_silent_named_partner_ends_it():
    row = make.introduction(state=S.OFFERED, named="Câbleries du Nord")
    aged(row, days=15)

    actions.lapse_due()

    row.refresh_from_db()
    assert (row.state, credits_of(row)) == (S.LAPSED, {"release"})


def test_a_silent_startup_loses_the_partner_and_keeps_its_credits():
    row = make.introduction(state=S.AGREED)
    aged(row, days=15)

    actions.lapse_due()
    actions.lapse_due()

    row.refresh_from_db()
    assert (row.state, credits_of(row)) == (S.LAPSED, {"release"})
    assert letters("introduction_called_off").count() == letters("introduction_not_made").count() == 1


def test_a_follow_up_is_answered_once():
    row = make.introduction(state=S.MADE)
    first = row.follow_ups.get(days=30, side=Side.STARTUP)

    actions.answer(first.pk, Told(Outcome.TALKING))
    actions.answer(first.pk, Told(Outcome.TALKING))
    with pytest.raises(Refused):
        actions.answer(first.pk, Told(Outcome.ENDED))

    row.refresh_from_db()
    first.refresh_from_db()
    assert (row.state, first.outcome) == (S.FOLLOWED_UP, Outcome.TALKING)
    assert row.follow_ups.open().count() == 5


def test_after_a_last_word_nothing_more_is_asked_of_that_side():
    row = make.introduction(state=S.MADE)
    first = row.follow_ups.get(days=30, side=Side.PARTNER)

    actions.answer(first.pk, Told(Outcome.SIGNED, "contract", Decimal(80_000)))

    assert set(row.follow_ups.open().values_list("side", flat=True)) == {Side.STARTUP}
    first.refresh_from_db()
    assert (first.agreement, first.amount_mad) == ("contract", Decimal(80_000))


def test_news_told_unasked_close_the_questions_that_are_due():
    row = make.introduction(state=S.MADE)
    FollowUp.objects.filter(days=30).update(due_on=timezone.localdate())

    actions.report(row.pk, Told(Outcome.MET, "contract", Decimal(5)), by=row.asked_by)

    told = row.follow_ups.answered().get()
    assert (told.outcome, told.agreement, told.amount_mad, told.days) == (Outcome.MET, "", None, None)
    assert row.follow_ups.get(days=30, side=Side.STARTUP).closed_at
    assert row.follow_ups.get(days=30, side=Side.PARTNER).closed_at is None


def test_nothing_is_told_of_what_was_not_made():
    row = make.introduction(state=S.AGREED)

    with pytest.raises(Refused):
        actions.report(row.pk, Told(Outcome.MET), by=row.asked_by)


def test_the_same_wish_sent_twice_is_one():
    team, service = make.startup(), make.matchmaking()
    make.entitlement(of=team, kind="matchmaking")

    made = [actions.ask(team.pk, service, wish(), by=make.owner_of(team)) for _ in range(2)]

    assert made[0] == made[1]
    assert Entry.objects.filter(verb=Verb.HOLD).count() == 1
