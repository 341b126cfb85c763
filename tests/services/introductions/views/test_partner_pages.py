"""Pages behind signed links: opening changes nothing, one button does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from services.introductions import actions, links
from services.introductions.models import Approach, FollowUp
from services.introductions.states import IntroductionState as S
from services.introductions.states import Reply, Side
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


def page(approach, name="answer"):
    return reverse(f"services:partner_{name}", args=[links.token_of(approach)])


def follow_up(row):
    return reverse("services:follow_up_answer", args=[links.token_of_follow_up(row)])


@pytest.fixture
def approach(db):
    make.introduction(state=S.OFFERED)
    return Approach.objects.get()


@pytest.fixture
def question(db):
    row = make.introduction(state=S.MADE)
    return row.follow_ups.get(days=30, side=Side.PARTNER)


def test_a_partner_reads_and_says_yes(client, approach, django_assert_max_num_queries):
    with django_assert_max_num_queries(4), nothing_written():
        said = client.get(page(approach)).text
    assert approach.introduction.summary in said

    answer = client.post(page(approach, "agree"), follow=True)

    approach.refresh_from_db()
    assert (answer.status_code, approach.reply) == (200, Reply.AGREED)
    assert "Vous avez dit oui" in answer.text


def test_a_partner_says_no_with_a_reason_or_without(client, approach):
    assert client.post(page(approach, "decline"), {"reason": "x" * 301}).status_code == 422

    client.post(page(approach, "decline"), {"reason": "Pas cette année."})

    approach.refresh_from_db()
    assert (approach.reply, approach.reason) == (Reply.DECLINED, "Pas cette année.")
    assert "plus rien à répondre" in client.get(page(approach)).text


def test_once_both_agreed_the_page_says_both_names(client, approach):
    row = approach.introduction
    actions.partner_agree(approach.pk)
    actions.agree(row.pk, by=row.asked_by)

    said = client.get(page(approach)).text

    assert row.startup.name in said
    assert row.asked_by.email in said


def test_a_yes_after_the_withdrawal_is_told_kindly(client, approach):
    actions.withdraw(approach.introduction_id, by=None)

    answer = client.post(page(approach, "agree"), follow=True)

    assert "n’est plus ouverte" in answer.text


def test_a_partner_passed_over_does_not_read_the_names_of_the_next(client, approach):
    row = approach.introduction
    actions.partner_decline(approach.pk)
    actions.offer(row.pk, by=make.staff(), target=make.target())
    actions.partner_agree(Approach.objects.unanswered().get().pk)
    actions.agree(row.pk, by=row.asked_by)

    assert row.startup.name not in client.get(page(approach)).text


@pytest.mark.parametrize("token", ["invented", "a.b", "%00", "é.ü", "x" * 500])
def test_invented_links_lead_nowhere(client, token, approach):
    for name in ("partner_answer", "follow_up_answer"):
        assert client.get(reverse(f"services:{name}", args=[token])).status_code == 404
    for name in ("partner_agree", "partner_decline"):
        assert client.post(reverse(f"services:{name}", args=[token])).status_code == 404


def test_a_link_of_one_kind_opens_no_page_of_another(client, approach, question):
    assert client.get(reverse("services:follow_up_answer", args=[links.token_of(approach)])).status_code == 404
    other = links.token_of_follow_up(question)
    assert client.post(reverse("services:partner_agree", args=[other])).status_code == 404


def test_links_end(client, approach, question):
    Approach.objects.update(asked_at=timezone.now() - links.LIVES)
    FollowUp.objects.update(due_on=timezone.localdate() - links.LIVES)

    assert client.get(page(approach)).status_code == 404
    assert client.get(follow_up(question)).status_code == 404


def test_a_deed_is_not_done_by_looking(client, approach):
    assert client.get(page(approach, "agree")).status_code == 405
    assert client.get(page(approach, "decline")).status_code == 405


def test_one_click_chooses_and_one_button_confirms(client, question, django_assert_max_num_queries):
    with django_assert_max_num_queries(4), nothing_written():
        said = client.get(f"{follow_up(question)}?answer=met").text
    assert 'value="met"' in said
    assert said.count("checked") == 1

    answer = client.post(f"{follow_up(question)}?answer=met", {"answer": "met"}, follow=True)

    question.refresh_from_db()
    assert question.outcome == "met"
    assert "Votre réponse est notée" in answer.text
    assert client.post(follow_up(question), {"answer": "ended"}).status_code == 422


@pytest.mark.parametrize("chosen", ["", "nothing", "<script>"])
def test_an_invented_choice_chooses_nothing(client, question, chosen):
    answer = client.get(f"{follow_up(question)}?answer={chosen}")

    assert answer.status_code == 200
    assert "checked" not in answer.text


def test_an_answer_without_a_choice_is_asked_again(client, question):
    assert client.post(follow_up(question)).status_code == 422
    assert client.post(follow_up(question), {"answer": "signed", "amount_mad": "abc"}).status_code == 422
