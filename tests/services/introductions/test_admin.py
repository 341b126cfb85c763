"""The desk: who waits for what, which partner fits and why, deeds by steps, the sheet."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.desk import queues
from incubator.journal.models import Entry
from services.introductions import actions
from services.introductions.actions import Told
from services.introductions.models import Approach, FollowUp, Introduction, Target
from services.introductions.states import IntroductionState as S
from services.introductions.states import Outcome
from services.introductions.suggesting import suggestions
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
LIST = "/admin/services/introduction/"


def at(row, step=""):
    return f"{LIST}{row.pk}/" + (f"step/{step}/" if step else "change/")


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    client.get("/admin/")
    return client


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_one_row_and_three(desk, rows, django_assert_max_num_queries):
    made = [make.introduction(state=S.OFFERED) for _ in range(rows)]

    for page in (LIST, "/admin/services/target/"):
        with django_assert_max_num_queries(12), nothing_written():
            said = desk.get(page).text
        assert all(str(row.target) in said for row in made)


def test_partners_are_ranked_with_their_reasons():
    team = make.startup(sector="SOL", region="MA-09")
    make.entitlement(of=team, kind="matchmaking")
    row = make.introduction(of=team, named="Câbleries du Nord")
    best = make.target(sectors=["SOL"], regions=["MA-09"])
    kind = make.target(sectors=["EAU"], regions=["MA-01"])
    other = make.target(kinds=["investor"], sectors=["SOL"], regions=["MA-09"])
    full = make.target(sectors=["SOL"], regions=["MA-09"], per_month=0)
    named = make.target(name="CABLERIES du nord", kinds=["customer"])
    make.target(is_open=False)

    found = suggestions(row)

    assert [one.target for one in found] == [named, best, kind, other, full]
    assert found[0].is_named
    assert {"industriel", "Énergie solaire", "Souss-Massa"} <= set(found[1].reasons)
    assert (found[1].left, found[-1].places) == (2, "plus de place ce mois-ci")


def test_ranking_costs_three_queries(django_assert_num_queries):
    row = make.introduction()
    for _ in range(3):
        make.target()
    row = Introduction.objects.with_card().get(pk=row.pk)

    with django_assert_num_queries(2):
        assert len(suggestions(row)) == 3


def test_the_page_shows_who_fits_and_the_step_asks(desk, staff):
    row, partner = make.introduction(), make.target(name="Câbleries du Nord")
    with nothing_written():
        page = desk.get(at(row)).text
    assert "Câbleries du Nord" in page
    assert "2 places ce mois-ci" in page
    with nothing_written():
        form = desk.get(at(row, "offer")).text
    assert "Câbleries du Nord · industriel" in form
    assert "is_named" not in form

    desk.post(at(row, "offer"), {"target": partner.pk})

    row.refresh_from_db()
    assert (row.state, row.target, row.officer) == (S.OFFERED, partner, staff)


def test_the_named_organisation_is_chosen_beforehand(desk):
    row, partner = make.introduction(named="cableries du nord"), make.target(name="Câbleries du Nord")

    form = desk.get(at(row, "offer")).text

    assert form.count("checked") == 2
    desk.post(at(row, "offer"), {"target": partner.pk, "is_named": "on"})
    assert Approach.objects.get().is_named


def test_a_partner_without_a_place_is_refused_beside_the_field(desk):
    row, full = make.introduction(), make.target(per_month=0)

    answer = desk.post(at(row, "offer"), {"target": full.pk})

    assert answer.status_code == 422
    assert "autant qu’il le souhaite" in answer.text


def test_staff_note_what_they_were_told(desk):
    row = make.introduction(state=S.OFFERED)
    desk.post(at(row, "partner_agree"))
    row.refresh_from_db()
    assert row.state == S.AGREED
    actions.agree(row.pk, by=row.asked_by)

    desk.post(at(row, "report"), {"side": "partner", "answer": "signed", "agreement": "pilot", "amount_mad": "1000"})

    told = row.follow_ups.answered().get()
    assert (told.side, told.outcome, told.agreement, told.amount_mad) == ("partner", "signed", "pilot", 1000)
    assert desk.get(at(row)).status_code == 200


def test_staff_note_a_no_and_end_it(desk):
    row = make.introduction(state=S.OFFERED)
    desk.post(at(row, "partner_decline"), {"reason": "Fermé en août."})
    desk.post(at(row, "close"), {"reason": "Personne ne convient."})

    row.refresh_from_db()
    assert (row.state, row.reason) == (S.DECLINED, "Personne ne convient.")
    assert desk.post(at(row, "close"), {"reason": "Encore"}, follow=True).status_code == 200


def test_queues_count_what_their_lists_show(desk, staff, django_assert_num_queries):
    make.introduction()
    old = make.introduction(state=S.AGREED)
    Introduction.objects.filter(pk=old.pk).update(moved_at=timezone.now() - timezone.timedelta(days=8))
    late = make.introduction(state=S.MADE)
    FollowUp.objects.filter(days=30).update(due_on=timezone.localdate() - timezone.timedelta(days=8))

    for key, row in (("to_match", None), ("silent", old), ("unfollowed", late)):
        queue = queues[f"services.introductions.{key}"]
        with django_assert_num_queries(1):
            assert queue.count(staff) == 1
        page = desk.get(queue.url(staff)).text
        assert row is None or str(row.pk) in page
        assert page.count("/change/") >= 1
    actions.report(late.pk, Told(Outcome.ENDED), by=late.asked_by)
    actions.report(late.pk, Told(Outcome.ENDED), side="partner", by=None)
    assert queues["services.introductions.unfollowed"].count(staff) == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_sheet_holds_the_filtered_list(desk, kind, django_assert_max_num_queries):
    row = make.introduction(state=S.MADE)
    actions.report(row.pk, Told(Outcome.SIGNED, "order", 1000), by=row.asked_by)
    make.introduction()
    assert desk.get(f"{LIST}export/{kind}/").status_code == 405
    assert desk.post(f"{LIST}export/pdf/").status_code == 404

    with django_assert_max_num_queries(11):  # three of them note that somebody took the list along
        content = desk.post(f"{LIST}export/{kind}/?state__exact=followed_up").getvalue()

    assert Entry.objects.get(verb="export").note == "services.introduction"
    if kind == "csv":
        said = content.decode("utf-8-sig")
        assert len(said.splitlines()) == 2
        assert row.startup.name in said
        assert "1000" in said


def test_a_partner_is_entered_with_what_it_looks_for(desk):
    body = make.target().organisation
    Target.objects.all().delete()
    values = {"organisation": body.pk, "contact": "Mme Alami", "email": "alami@exemple.test", "language": "fr"}

    answer = desk.post(
        "/admin/services/target/add/", {**values, "per_month": 3, "is_open": "on", "kinds": ["investor"]}
    )

    made = Target.objects.get()
    assert answer.status_code == 302
    assert (made.kinds, made.sectors, made.per_month) == (["investor"], [], 3)


def test_nobody_but_staff_has_the_pages(client, stranger):
    row = make.introduction()
    client.force_login(stranger)

    for page in (LIST, at(row), at(row, "offer"), "/admin/services/target/"):
        assert client.get(page).status_code in {302, 403, 404}
    assert reverse("admin:index")
