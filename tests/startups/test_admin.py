"""The register of startups in the administration: fields and rows go through the actions."""

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from startups.actions import joining, profile, transfers
from startups.models import Companion, Observation, Startup
from startups.states import TeamRole
from startups.tokens import token_of

pytestmark = pytest.mark.django_db
LIST = "admin:startups_startup_changelist"


def prefix(name, total=0, initial=0):
    return {
        f"{name}-TOTAL_FORMS": total,
        f"{name}-INITIAL_FORMS": initial,
        f"{name}-MIN_NUM_FORMS": 0,
        f"{name}-MAX_NUM_FORMS": 1000,
    }


def typed(startup=None, **values):
    base = {"name": "Zitounergie", "kind": "startup", "legal_form": "sarl", "sector": "BIO", "city": "fes"}
    if startup:
        base |= {"name": startup.name, "ice": startup.ice, "rc_number": startup.rc_number, "rc_court": startup.rc_court}
    forms = prefix("memberships") | prefix("companions") | prefix("observations") | prefix("aliases")
    return {**forms, **base, **values}


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def change(startup):
    return reverse("admin:startups_startup_change", args=[startup.pk])


@pytest.mark.parametrize("q", ["CHAMSÍ", "chamsifroid", "casablanca", "001561191000066", "7654321", "ancien nom"])
def test_staff_find_a_startup_by_what_they_know(company, desk, q):
    profile.add_former_name(company.pk, name="Ancien Nôm", by=None)
    make.startup(name="Voltarihla", city="Rabat")

    text = desk.get(reverse(LIST), {"q": q}).text

    assert "Chamsifroid" in text
    assert "Voltarihla" not in text


@pytest.mark.parametrize("q", ["%", "_", "فلاحه"])
def test_staff_search_in_arabic_and_literally(desk, q):
    make.startup(name="الفلاحة الشمسية")

    assert ("الفلاحة الشمسية" in desk.get(reverse(LIST), {"q": q}).text) == (q == "فلاحه")


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_costs_the_same_for_any_number_of_rows(desk, rows, django_assert_num_queries):
    for i in range(rows):
        make.startup(name=f"Rang {i:02d}")
    desk.get(reverse(LIST))

    with django_assert_num_queries(4):
        desk.get(reverse(LIST))


def test_the_page_of_a_startup_costs_little(company, cast, desk, django_assert_max_num_queries):
    for level in (2, 3, 4):
        make.observation(of=company, value=level)
        make.companion(of=company)
    desk.get(change(company))

    with django_assert_max_num_queries(16):
        text = desk.get(change(company)).text
    assert "Owner Canary" in text


def test_staff_put_a_company_on_file(desk, staff):
    desk.post(reverse("admin:startups_startup_add"), typed(ice="001561191000066", tags="biogaz"))

    startup = Startup.objects.get()
    assert (startup.ice, startup.city, startup.region, startup.tags) == ("001561191000066", "Fès", "MA-03", ["biogaz"])
    assert (startup.slug, startup.search_key.split()[0]) == ("zitounergie", "zitounergie")
    assert Entry.objects.about(startup).get(verb="register").by == staff


def test_staff_correct_a_record_through_the_action(company, desk):
    response = desk.post(change(company), typed(company, name="Atlas Cold", website="atlas.test"))

    assert response.status_code == 302, response.context["errors"]
    assert company.aliases.get().name == "Chamsifroid"
    assert "website" in Entry.objects.about(company).get(verb="edit").facts["changes"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"ice": "001561191000065"}, "do not follow"),
        ({"phone": "0422123456"}, "does not exist"),
        ({"rc_number": "12", "rc_court": ""}, "Name the court"),
        ({"founders": "1", "women_founders": "2"}, "more of them"),
        ({"name": ""}, "required"),
    ],
)
def test_what_cannot_be_comes_back(company, desk, values, told):
    assert told in desk.post(change(company), typed(company, **values)).text


def test_a_double_is_refused_beside_its_field(company, desk):
    response = desk.post(reverse("admin:startups_startup_add"), typed(ice=company.ice))

    assert "already on file" in response.text
    assert Startup.objects.count() == 1


def test_somebody_faster_is_told_and_nothing_is_kept(company, desk, monkeypatch):
    def faster(*args, **values):
        raise Refused("Somebody was faster.")

    monkeypatch.setattr(profile, "edit", faster)

    response = desk.post(change(company), typed(company, name="Other"), follow=True)

    assert "Somebody was faster." in response.text


def test_rows_are_added_through_the_actions_and_never_altered(company, desk, staff):
    coach = make.person()
    row = make.observation(of=company, value=3)
    new = {
        **prefix("observations", 2, 0),
        "observations-0-fact": "trl",
        "observations-0-value": "٥",
        "observations-0-observed_on": "2026-06-01",
        "observations-1-fact": "stage",
        "observations-1-value": "mvp",
        "observations-1-observed_on": "2026-06-01",
        **prefix("companions", 1, 0),
        "companions-0-email": coach.email,
        "companions-0-kind": "coach",
        **prefix("aliases", 1, 0),
        "aliases-0-name": "Ancien nom",
    }

    response = desk.post(change(company), typed(company, **new))

    assert response.status_code == 302, response.context["errors"]
    assert Companion.objects.get().person == coach
    assert company.aliases.get().name == "Ancien nom"
    assert Observation.objects.filter(startup=company).count() == 3
    company.refresh_from_db()
    assert (company.stage, company.trl) == ("mvp", 3)
    assert Observation.objects.filter(pk=row.pk, number=3).exists()


def test_a_companionship_ends_today(company, desk):
    beside = make.companion(of=company)
    ends = {**prefix("companions", 1, 1), "companions-0-id": beside.pk, "companions-0-ends": "on"}

    response = desk.post(change(company), typed(company, **ends))

    assert response.status_code == 302, response.context["errors"]
    beside.refresh_from_db()
    assert beside.until is not None


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            {"observations-0-fact": "trl", "observations-0-value": "12", "observations-0-observed_on": "2026-06-01"},
            "1 to 9",
        ),
        (
            {"observations-0-fact": "trl", "observations-0-value": "3", "observations-0-observed_on": "9999-01-01"},
            "1950",
        ),
        ({"companions-0-email": "nobody@exemple.test", "companions-0-kind": "coach"}, "Nobody has an account"),
    ],
)
def test_a_row_that_cannot_be_comes_back(company, desk, row, told):
    forms = {**prefix("observations", 1), **prefix("companions", 1)}

    assert told in desk.post(change(company), typed(company, **{**forms, **row})).text


@pytest.mark.parametrize("total", ["1000000000", "-1", "abc", None])
def test_an_altered_management_form_is_answered(company, desk, total):
    values = typed(company)
    values["observations-TOTAL_FORMS"] = total
    if total is None:
        del values["observations-TOTAL_FORMS"]

    assert desk.post(change(company), values).status_code in (200, 302)


def act(desk, name, rows, model="startup", **values):
    address = reverse(f"admin:startups_{model}_changelist")
    return desk.post(address, {"action": name, "_selected_action": [row.pk for row in rows], "deed": "1", **values})


def test_deeds_show_who_is_skipped_and_act(company, desk):
    shown = make.startup(name="Voltarihla", is_public=True)
    address = reverse(LIST)

    preview = desk.post(address, {"action": "publish", "_selected_action": [company.pk, shown.pk]}).text
    assert "is public already" in preview
    assert not Startup.objects.get(pk=company.pk).is_public
    act(desk, "publish", [company, shown])
    assert Startup.objects.listed().count() == 2
    act(desk, "hide", [company, shown])
    assert Startup.objects.listed().count() == 0


def test_staff_put_somebody_beside_and_decide_who_owns(company, desk):
    person = make.person()

    assert act(desk, "accompany", [company], email="nobody@x.test", kind="coach").status_code == 422
    act(desk, "accompany", [company], email=person.email, kind="mentor")
    act(desk, "hand_over", [company], email=person.email)

    assert company.companions.get().kind == "mentor"
    assert company.memberships.owners().get().person == person


def test_staff_answer_requests_and_transfers(company, cast, desk):
    asked = joining.ask(company.pk, by=cast.stranger)
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)

    act(desk, "let_in", [asked], model="joinrequest", role="reader")
    act(desk, "accept", [offer], model="ownershiptransfer")

    assert make.seat(of=company, who=cast.stranger).role == TeamRole.READER
    assert make.seat(of=company, who=cast.editor).role == TeamRole.OWNER
    assert (
        "row is skipped"
        in desk.post(
            reverse("admin:startups_joinrequest_changelist"), {"action": "decline", "_selected_action": [asked.pk]}
        ).text
    )


@pytest.mark.parametrize("model", ["invitation", "joinrequest", "ownershiptransfer"])
@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_other_lists_cost_the_same_for_any_number_of_rows(
    company, cast, desk, model, rows, django_assert_num_queries
):
    for i in range(rows):
        startup = company if i == 0 else make.registered()
        startup.invitations.create(email=f"x{i}@exemple.test", token_hash=str(i), expires_at=startup.created_at)
        startup.join_requests.create(person=cast.stranger)
        startup.transfers.create(to=cast.editor, offered_by=cast.owner)
    address = reverse(f"admin:startups_{model}_changelist")
    desk.get(address)

    with django_assert_num_queries(4):
        desk.get(address)


def test_the_key_of_an_invitation_is_nowhere(company, desk):
    invitation = make.invitation(of=company)

    page = desk.get(reverse("admin:startups_invitation_change", args=[invitation.pk])).text

    assert invitation.token_hash not in page
    assert token_of(invitation) not in page


@pytest.mark.parametrize("model", ["invitation", "joinrequest", "ownershiptransfer"])
def test_staff_read_and_do_not_write(desk, model):
    assert desk.get(reverse(f"admin:startups_{model}_add")).status_code == 403


def test_staff_do_not_delete_a_startup(company, desk):
    assert desk.get(reverse("admin:startups_startup_delete", args=[company.pk])).status_code == 403


def test_the_way_back_leads_to_the_list_as_it_was_filtered(desk, company):
    """No row repeats the filters: pages below the list are told them by a cookie."""
    listed = desk.get(reverse(LIST), {"region": company.region, "q": "a&b; c"})
    saved = desk.post(change(company), typed(company, name="Other"))

    assert listed.cookies["filters"]["path"] == reverse(LIST)
    assert saved.url == reverse(LIST) + "?" + urlencode({"region": company.region, "q": "a&b; c"})
    assert desk.get(reverse(LIST)).cookies["filters"]["max-age"] == 0
    assert desk.post(change(company), typed(company, name="Third")).url == reverse(LIST)
