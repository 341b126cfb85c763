"""The catalogue for everybody, the account for the team."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from services.bookings import actions as bookings
from services.catalogue.states import NeedKind, ServiceState
from services.ledger import actions
from services.ledger.needs import missing
from startups.states import Fact, TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
LIST = "/services/"


def credit_page(startup):
    return reverse("services:credit_list", args=[startup.slug])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_catalogue_costs_the_same_for_one_service_and_three(client, rows, django_assert_num_queries):
    names = [make.service(name=f"Coaching {n}").name for n in range(rows)]

    with django_assert_num_queries(1), nothing_written():
        page = client.get(LIST).text

    assert all(name in page for name in names)


def test_hidden_services_are_out_of_sight_but_for_staff(client, staff):
    hidden = make.service(state=ServiceState.HIDDEN)

    assert hidden.name not in client.get(LIST).text
    assert client.get(hidden.get_absolute_url()).status_code == 404
    client.force_login(staff)
    assert client.get(hidden.get_absolute_url()).status_code == 200


def test_a_service_says_what_it_costs_and_how_long_it_takes(client):
    service = make.service(price=2, price_mad=800, minutes=90, places=["video"])

    page = client.get(service.get_absolute_url()).text

    for said in ("2 crédits", "800", "1 h 30", "visio"):
        assert said in page


def test_a_founder_reads_what_is_missing_and_what_is_left(client):
    startup, before = make.startup(), make.service()
    service = make.service(for_enrolled_only=True)
    service.needs.create(kind=NeedKind.TRL, trl=4)
    service.needs.create(kind=NeedKind.STAGE, stages=["mvp"])
    service.needs.create(kind=NeedKind.DELIVERED, other=before, times=2)
    make.entitlement(of=startup, amount=7)
    client.force_login(make.owner_of(startup))

    page = client.get(service.get_absolute_url()).text

    assert page.count("<li>") >= 4
    assert before.name in page
    assert "7 crédits" in page


def test_a_service_for_some_kinds_of_company_says_so_and_is_not_booked_by_others(client):
    service = make.service(for_kinds=["sme", "project"], for_enrolled_only=True)
    make.provider(of=service)
    startup = make.startup()
    make.entitlement(of=startup, kind=service.kind)

    page = client.get(service.get_absolute_url()).text
    assert "startups d’une promotion<br>petite ou moyenne entreprise, projet sans entreprise à ce jour" in page
    with pytest.raises(Refused, match="Réservé à"):
        bookings.hold(startup.pk, service.pk, make.choice(make.free(service)[0]), by=make.owner_of(startup))

    type(service).objects.update(for_enrolled_only=False)
    type(startup).objects.filter(pk=startup.pk).update(kind="sme")
    startup.refresh_from_db()
    service.refresh_from_db()
    assert missing(startup, service) == []


def test_a_condition_that_is_met_is_not_told(client):
    startup, before = make.startup(), make.service()
    service = make.service()
    service.needs.create(kind=NeedKind.TRL, trl=4)
    service.needs.create(kind=NeedKind.DELIVERED, other=before, times=1)
    make.entitlement(of=startup)
    make.observation(of=startup, fact=Fact.TRL, value=5)
    thing = make.site()
    actions.hold(startup.pk, before, thing, amount=before.price, on=timezone.localdate(), by=None)
    actions.consume(thing, by=None)
    client.force_login(make.owner_of(startup))

    assert "Vous remplissez toutes les conditions" in client.get(service.get_absolute_url()).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_account_shows_who_pays_at_the_same_cost_for_one_line_and_three(client, rows, django_assert_num_queries):
    startup = make.startup()
    lines = [make.entitlement(of=startup) for _ in range(rows)]
    client.force_login(make.owner_of(startup))

    client.get(credit_page(startup))  # the session's first page notes its age

    with django_assert_num_queries(6), nothing_written():
        page = client.get(credit_page(startup)).text

    assert all(line.source.name in page for line in lines)


def test_the_account_is_the_team_s_and_the_staff_s(client, stranger, staff):
    startup = make.startup()
    reader, coach = make.member(of=startup, role=TeamRole.READER), make.companion(of=startup).person

    answers = {}
    for who in (stranger, reader, coach, staff):
        client.force_login(who)
        answers[who.pk] = client.get(credit_page(startup)).status_code

    assert answers == {stranger.pk: 404, reader.pk: 200, coach.pk: 403, staff.pk: 200}


def test_the_pages_refuse_other_verbs(client):
    assert client.post(LIST).status_code == 405
    assert client.post(make.service().get_absolute_url()).status_code == 405


def test_staff_book_for_a_startup_from_its_page(client, staff):
    service, startup = make.service(places=["on_site"]), make.startup()
    make.provider(of=service)
    make.entitlement(of=startup, kind=service.kind, amount=3)
    client.force_login(staff)
    start = f"{LIST}?startup={startup.slug}"
    assert start in client.get(reverse("admin:startups_startup_change", args=[startup.pk])).text

    page = client.get(start).text
    assert startup.name in page
    assert f"{service.get_absolute_url()}?startup={startup.slug}" in page
    page = client.get(f"{service.get_absolute_url()}?startup={startup.slug}").text
    times = f"{reverse('services:time_list', args=[service.slug])}?startup={startup.slug}"
    assert times in page
    assert 'name="slot"' in client.get(times).text


def test_nobody_else_books_for_a_startup_by_its_address(client, stranger):
    startup = make.startup()
    client.force_login(stranger)

    assert startup.name not in client.get(f"{LIST}?startup={startup.slug}").text
