"""What is kept about people: told to them, and taken away; two records of one startup become one."""

import pytest

from incubator.accounts.personal_data import holdings
from incubator.demo import make
from services.introductions import actions
from services.introductions.actions import Told
from services.introductions.states import IntroductionState as S
from services.introductions.states import Outcome
from startups.actions import merging

pytestmark = pytest.mark.django_db


def test_who_asked_reads_her_words_and_not_yet_the_partner():
    row = make.introduction(state=S.OFFERED)

    [told] = holdings["services.introduction"].export(row.asked_by)

    assert (told["summary"], told["partner"]) == (row.summary, "")
    actions.partner_agree(row.approaches.get().pk)
    [told] = holdings["services.introduction"].export(row.asked_by)
    assert told["partner"] == str(row.target)


def test_erasure_leaves_the_figures_and_nobody():
    row = make.introduction(state=S.MADE)
    founder = row.asked_by
    actions.report(row.pk, Told(Outcome.MET), by=founder)
    assert len(list(holdings["services.followup"].export(founder))) == 1

    for name in ("services.introduction", "services.followup"):
        holdings[name].erase(founder)
        assert not list(holdings[name].export(founder))

    row.refresh_from_db()
    assert (row.state, row.asked_by) == (S.FOLLOWED_UP, None)


def test_a_contact_person_is_told_and_forgotten(stranger):
    stranger.emailaddress_set.get_or_create(email=stranger.email, defaults={"verified": True, "primary": True})
    target = make.target(email=stranger.email)

    assert len(list(holdings["services.target"].export(stranger))) == 1
    holdings["services.target"].erase(stranger)

    target.refresh_from_db()
    assert (target.contact, target.email, target.is_open) == ("", "", False)


def test_introductions_go_over_when_two_records_become_one():
    row, stays = make.introduction(), make.startup()

    merging.merge(row.startup_id, into=stays.pk, reason="Même équipe.", by=None)

    row.refresh_from_db()
    assert row.startup == stays
