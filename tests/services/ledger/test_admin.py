"""Credits at the desk: said beforehand, granted at once, adjusted with a reason."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from programs.applications.states import ApplicationState as S
from services.ledger.models import Entitlement
from services.ledger.states import EntitlementState
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def at(name, *args):
    return reverse(f"admin:services_{name}", args=args)


@pytest.fixture
def wish():
    cohort = make.cohort()
    call = make.call(of=cohort)
    startups = [make.application(state=S.ACCEPTED, to=call).startup for _ in range(2)]
    today = timezone.localdate()
    values = {
        "cohort": cohort.pk,
        "kind": "coaching",
        "amount": "12,5",
        "source": make.source().pk,
        "starts_on": today.isoformat(),
        "ends_on": today.replace(year=today.year + 1, day=1).isoformat(),
    }
    return values, startups


def test_a_cohort_is_shown_before_it_is_granted(desk, wish):
    values, startups = wish

    with nothing_written():
        preview = desk.post(at("entitlement_grant"), values)
    assert all(one.name in preview.text for one in startups)

    answer = desk.post(at("entitlement_grant"), {**values, "confirm": "1"})
    assert answer.status_code == 302
    assert {row.left for row in Entitlement.objects.all()} == {12.5}
    assert desk.post(at("entitlement_grant"), {**values, "confirm": "1"}).status_code == 302
    assert Entitlement.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("amount", "-1"),
        ("amount", "beaucoup"),
        ("ends_on", "2020-01-01"),
        ("cohort", ""),
        ("kind", "x"),
        ("source", "0"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field(desk, wish, field, typed):
    answer = desk.post(at("entitlement_grant"), {**wish[0], field: typed, "confirm": "1"})

    assert answer.status_code == 422
    assert "errorlist" in answer.text
    assert not Entitlement.objects.exists()


def test_an_adjustment_needs_its_reason(desk):
    row = make.entitlement(amount=3)
    step = at("entitlement_step", row.pk, "adjust")

    assert desk.post(step, {"amount": "2"}).status_code == 422
    desk.post(step, {"amount": "2", "reason": "Atelier annulé."})

    row.refresh_from_db()
    assert row.left == 5
    page = desk.get(at("entitlement_change", row.pk)).text
    assert "Atelier annulé." in page


def test_an_entitlement_is_frozen_and_its_balance_is_never_typed(desk):
    row = make.entitlement()

    desk.post(at("entitlement_step", row.pk, "freeze"), {"reason": "Pause."})
    desk.post(at("entitlement_change", row.pk), {"left": "999", "state": "active"})

    row.refresh_from_db()
    assert (row.state, row.left) == (EntitlementState.FROZEN, 10)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(desk, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make.entitlement()

    with django_assert_max_num_queries(12):
        assert desk.get(at("entitlement_changelist")).status_code == 200


def test_a_startup_is_found_without_accents_or_case(desk):
    row = make.entitlement(of=make.startup(name="Élan Palmier"))
    make.entitlement()

    page = desk.get(at("entitlement_changelist") + "?q=elan")

    assert row.startup.name in page.text
    assert list(page.context["cl"].result_list) == [row]


def test_the_catalogue_is_shown_hidden_and_retired_by_steps(desk):
    service = make.service(state="hidden")

    for verb, state in (("show", "active"), ("hide", "hidden"), ("retire", "retired")):
        desk.post(at("service_step", service.pk, verb))
        service.refresh_from_db()
        assert service.state == state


def test_the_page_of_a_service_opens_and_saves_conditions(desk):
    service, other = make.service(), make.service()

    page = desk.get(at("service_change", service.pk))
    assert page.status_code == 200
    values = {
        name: getattr(service, name)
        for name in (
            "code",
            "slug",
            "kind",
            "manner",
            "name_fr",
            "summary_fr",
            "price",
            "price_incubated_mad",
            "minutes",
        )
    }
    rules = {"notice_hours": 24, "horizon_days": 30, "cancel_hours": 48, "places": ["video"]}
    need = {"kind": "delivered", "other": other.pk, "times": 2}
    rows = {
        "needs-TOTAL_FORMS": 1,
        "needs-INITIAL_FORMS": 0,
        "fittings-TOTAL_FORMS": 0,
        "fittings-INITIAL_FORMS": 0,
        **{f"needs-0-{key}": said for key, said in need.items()},
    }
    empty = {"needs-0-kind": "trl", "needs-0-other": ""}
    refused = desk.post(at("service_change", service.pk), {**values, **rules, **rows, **empty})
    assert "Cette condition en a besoin" in refused.text
    assert not service.needs.exists()

    answer = desk.post(at("service_change", service.pk), {**values, **rules, **rows})

    assert answer.status_code == 302, answer.context["errors"]
    assert service.needs.get().other == other
    service.refresh_from_db()
    assert (service.cancel_hours, service.places) == (48, ["video"])


def test_accounts_and_movements_leave_as_sheets_as_the_list_is_filtered(desk, stranger, django_assert_max_num_queries):
    for amount in (10, 8, 6, 4):
        booking = make.booking(credits=False, of=make.entitlement(amount=amount).startup)
    *others, mine = Entitlement.objects.order_by("pk")

    def sheet(what, query=""):
        return b"".join(desk.post(at("entitlement_export", what, "csv") + query).streaming_content).decode("utf-8-sig")

    with django_assert_max_num_queries(10):
        accounts = sheet("accounts")
    rows = {line.split(";")[0]: line for line in accounts.splitlines()[1:]}
    assert set(rows) == {one.startup.name for one in (*others, mine)}
    assert mine.source.name in rows[mine.startup.name]
    assert "4,00;1,00;0;3,00" in rows[mine.startup.name]
    moved = sheet("movements", f"?source__id__exact={mine.source_id}")
    assert len(moved.splitlines()) == 3
    assert str(booking) in moved
    assert [desk.post(at("entitlement_export", *one)).status_code for one in (("accounts", "pdf"), ("x", "csv"))] == [
        404
    ] * 2
    assert desk.get(at("entitlement_export", "accounts", "csv")).status_code == 405
    desk.force_login(stranger)
    assert desk.post(at("entitlement_export", "accounts", "csv")).status_code in {302, 403, 404}
