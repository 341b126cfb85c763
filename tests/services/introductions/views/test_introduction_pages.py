"""The startup's pages: list, wish, one introduction and what can be done about it."""

import pytest
from django.urls import reverse

from incubator.demo import make
from services.catalogue.states import NeedKind
from services.introductions.models import Introduction
from services.introductions.states import IntroductionState as S
from services.introductions.states import Outcome
from startups.states import TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
LIST = "/introductions/"
WORDS = {"kind": "investor", "why": "Pour grandir.", "summary": "Du froid solaire pour les coopératives."}


def at(row, deed=""):
    return f"{row.get_absolute_url()}{deed}{'/' * bool(deed)}"


def new(service):
    return reverse("services:introduction_new", args=[service.slug])


def signed_in(client, row_or_team):
    client.force_login(make.owner_of(getattr(row_or_team, "startup", row_or_team)))
    client.get("/dashboard/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(client, rows, django_assert_num_queries):
    team = make.startup()
    make.entitlement(of=team, kind="matchmaking")
    made = [make.introduction(of=team, state=S.AGREED, why=f"{n}") for n in range(rows)]
    signed_in(client, team)

    with django_assert_num_queries(6), nothing_written():
        page = client.get(LIST).text

    assert all(str(row.target) in page for row in made)


def test_an_empty_list_leads_to_the_services(client, stranger):
    service = make.matchmaking()
    client.force_login(stranger)

    assert new(service) in client.get(LIST).text


def test_a_founder_asks(client, django_assert_max_num_queries):
    team, service = make.startup(), make.matchmaking(price=2)
    make.entitlement(of=team, kind="matchmaking", amount=5)
    signed_in(client, team)
    with django_assert_max_num_queries(12), nothing_written():
        page = client.get(new(service)).text
    assert "5 crédits" in page
    assert "2 crédits" in page

    answer = client.post(new(service), {**WORDS, "startup": team.pk, "named": "Fonds Atlas"})

    row = Introduction.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.kind, row.named, row.state) == ("investor", "Fonds Atlas", S.REQUESTED)
    assert "Fonds Atlas" in client.get(answer.url).text


def test_what_is_missing_is_said_before_she_writes(client):
    team, before, service = make.startup(), make.service(), make.matchmaking()
    service.needs.create(kind=NeedKind.DELIVERED, other=before, times=2)
    signed_in(client, team)

    page = client.get(new(service)).text

    assert before.name in page
    assert 'name="summary"' not in page


def test_her_name_in_the_summary_comes_back_beside_its_field(client):
    team, service = make.startup(name="Chamsi Froid"), make.matchmaking()
    make.entitlement(of=team, kind="matchmaking")
    signed_in(client, team)

    answer = client.post(new(service), {**WORDS, "startup": team.pk, "summary": "Chamsi Froid refroidit."})

    assert answer.status_code == 422
    assert "Retirez le nom de votre startup" in answer.text
    assert "Chamsi Froid refroidit." in answer.text
    assert not Introduction.objects.exists()


def test_nobody_asks_for_a_startup_of_others(client):
    team, other, service = make.startup(), make.startup(), make.matchmaking()
    make.entitlement(of=other, kind="matchmaking")
    signed_in(client, team)

    assert client.post(new(service), {**WORDS, "startup": other.pk}).status_code == 422
    assert not Introduction.objects.exists()


def test_only_services_that_introduce_have_the_page(client, stranger):
    team = make.startup()
    signed_in(client, team)
    assert client.get(new(make.service())).status_code == 404
    client.force_login(stranger)
    assert client.get(new(make.matchmaking())).status_code == 403


@pytest.mark.parametrize("state", list(S))
def test_every_state_has_its_page(client, state, django_assert_max_num_queries):
    kept = {S.LAPSED: S.AGREED}
    row = make.introduction(state=kept.get(state, state))
    Introduction.objects.filter(pk=row.pk).update(state=state)
    signed_in(client, row)

    with django_assert_max_num_queries(14), nothing_written():
        page = client.get(at(row))

    assert page.status_code == 200
    assert (str(row.target) in page.text) == (state in {S.AGREED, S.MADE, S.FOLLOWED_UP, S.LAPSED})
    assert ("contact" in page.text and row.target and row.target.email in page.text) == (
        state in {S.MADE, S.FOLLOWED_UP}
    )


def test_she_agrees_declines_withdraws_and_reports(client):
    for state, deed, values, to in (
        (S.AGREED, "agree", {}, S.MADE),
        (S.AGREED, "decline", {"reason": "Concurrent"}, S.DECLINED),
        (S.OFFERED, "withdraw", {}, S.WITHDRAWN),
        (S.MADE, "report", {"answer": "signed", "agreement": "order", "amount_mad": "12 500,50"}, S.FOLLOWED_UP),
    ):
        row = make.introduction(state=state)
        signed_in(client, row)
        assert client.get(at(row, deed)).status_code == 405
        assert client.post(at(row, deed), values).url == row.get_absolute_url()
        row.refresh_from_db()
        assert row.state == to
    assert "12 500,50" in client.get(at(row)).text.replace("\u202f", " ").replace("\xa0", " ")


def test_a_deed_out_of_time_is_told_and_changes_nothing(client):
    row = make.introduction()
    signed_in(client, row)

    for deed, values in (("agree", {}), ("decline", {}), ("report", {"answer": "met"})):
        page = client.post(at(row, deed), values, follow=True)
        assert "L’état a changé" in page.text or "état" in page.text
    row.refresh_from_db()
    assert row.state == S.REQUESTED


@pytest.mark.parametrize(
    "values",
    [{}, {"answer": "nothing"}, {"answer": "met", "amount_mad": "5"}, {"answer": "signed", "amount_mad": "-1"}],
)
def test_a_bad_report_comes_back_with_the_reason(client, values):
    row = make.introduction(state=S.MADE)
    signed_in(client, row)

    answer = client.post(at(row, "report"), values)

    assert answer.status_code == 422
    assert not row.follow_ups.answered().exists()


def test_a_reason_too_long_comes_back(client):
    row = make.introduction(state=S.AGREED)
    signed_in(client, row)

    assert client.post(at(row, "decline"), {"reason": "x" * 301}).status_code == 422


def test_the_other_side_s_words_are_not_shown(client):
    row = make.introduction(state=S.MADE)
    row.follow_ups.filter(side="partner", days=30).update(outcome=Outcome.ENDED, answered_at=row.made_at)
    signed_in(client, row)

    assert "<b>C’est terminé, sans suite</b>" not in client.get(at(row)).text


def test_readers_read_and_strangers_do_not(client, stranger, staff):
    row = make.introduction(state=S.AGREED)
    reader = make.member(of=row.startup, role=TeamRole.READER)
    codes = {}
    for who in (stranger, reader, staff):
        client.force_login(who)
        codes[who.pk] = (client.get(at(row)).status_code, client.post(at(row, "agree")).status_code)

    assert codes == {stranger.pk: (404, 404), reader.pk: (200, 403), staff.pk: (200, 403)}
