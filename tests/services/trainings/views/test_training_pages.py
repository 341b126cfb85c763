"""The dates of a training with places and price, and registering for one."""

import pytest
from django.urls import reverse

from events.registrations.models import Registration
from incubator.demo import make
from incubator.desk import queues
from services.trainings import actions
from services.trainings.models import TrainingOffer, TrainingSeat
from services.trainings.states import SeatState
from startups.actions import merging
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


def dates(service):
    return reverse("services:training_dates", args=[service.slug])


def register(offer):
    return reverse("services:training_register", args=[offer.event.slug])


@pytest.fixture
def team(db):
    made = make.startup()
    make.entitlement(of=made, kind="training", amount=5)
    return made


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dates_cost_the_same_for_one_and_three(client, rows, django_assert_num_queries):
    first = make.training(price=2, capacity=7)
    offers = [first, *(make.training(what=first.service, capacity=7) for _ in range(rows - 1))]

    with django_assert_num_queries(3), nothing_written():
        page = client.get(dates(first.service)).text

    assert all(offer.event.title in page for offer in offers)
    assert "2 crédits" in page
    assert page.replace("\xa0", " ").count("7 places") == rows
    assert register(first) not in page


def test_a_founder_registers_with_her_credits(client, team, django_assert_max_num_queries):
    offer = make.training(price=2)
    client.force_login(make.owner_of(team))
    client.get("/dashboard/")
    assert dates(offer.service) in client.get(offer.service.get_absolute_url()).text
    with nothing_written():
        assert register(offer) in client.get(dates(offer.service)).text
    with django_assert_max_num_queries(14), nothing_written():
        assert "5 crédits" in client.get(register(offer)).text

    answer = client.post(register(offer))

    row = Registration.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.startup, TrainingSeat.objects.get().state) == (team, SeatState.HELD)
    assert client.get(register(offer)).url == row.get_absolute_url()
    assert register(offer) not in client.get(dates(offer.service)).text


def test_without_credits_the_reason_is_said_and_nothing_is_stored(client, team):
    offer = make.training(price=9)
    client.force_login(make.owner_of(team))
    assert "Adressez-vous à l’équipe" in client.get(register(offer)).text

    answer = client.post(register(offer))

    assert answer.status_code == 422
    assert not Registration.objects.exists()


def test_a_colleague_reads_that_her_startup_has_paid_the_date_and_comes_without_credits(client, team):
    offer = make.training(price=5)
    client.force_login(make.owner_of(team))
    client.post(register(offer))
    colleague = make.member(of=team)
    client.force_login(colleague)

    assert register(offer) in client.get(dates(offer.service)).text
    assert "Votre startup a déjà réglé cette date" in client.get(register(offer)).text
    assert client.post(register(offer)).status_code == 302

    assert TrainingSeat.objects.sitting().filter(registration__person=colleague).exists()


def test_of_several_startups_one_is_chosen(client, team):
    offer, other = make.training(), make.startup(owner=make.owner_of(team))
    client.force_login(make.owner_of(team))

    assert client.post(register(offer), {"startup": ""}).status_code == 422
    assert client.post(register(offer), {"startup": other.slug}).status_code == 422
    assert client.post(register(offer), {"startup": team.slug}).status_code == 302


def test_a_full_date_offers_its_list(client, team):
    offer = make.training(capacity=1)
    make.registration(of=offer.event)
    client.force_login(make.owner_of(team))
    assert "liste d’attente" in client.get(register(offer)).text

    client.post(register(offer), {"seen_full": "room"})

    assert TrainingSeat.objects.get().state == SeatState.WAITING


def test_a_full_date_without_a_list_and_a_closed_one_say_so(client, team):
    full, done = make.training(capacity=1, has_waiting_list=False), make.training(state="cancelled")
    make.registration(of=full.event)
    client.force_login(make.owner_of(team))

    for offer in (full, done):
        assert client.get(register(offer)).status_code == 200
        assert client.post(register(offer)).status_code == 422


def test_who_sees_which_page(client, stranger):
    offer, hidden, coaching = make.training(), make.training(), make.service()
    hidden.service.__class__.objects.filter(pk=hidden.service_id).update(state="hidden")

    assert client.get(dates(coaching)).status_code == 404
    assert client.get(dates(hidden.service)).status_code == 404
    assert "/accounts/login/" in client.get(register(offer)).url
    client.force_login(stranger)
    assert client.get(register(offer)).status_code == 403
    assert client.get(register(hidden)).status_code == 404
    assert client.post(dates(offer.service)).status_code == 405


def test_the_desk_names_dates_and_sees_who_sits_without_credits(client, staff, team):
    service, event = make.training().service, make.event(kind="training")
    client.force_login(staff)
    answer = client.post("/admin/services/trainingoffer/add/", {"service": service.pk, "event": event.pk})
    assert answer.status_code == 302
    offer = TrainingOffer.objects.get(event=event)
    poor = make.startup()
    make.registration(of=event, who=make.owner_of(poor))
    event.registrations.update(startup=poor)
    actions.settle_seats()

    queue = queues["services.trainings.unpaid"]
    assert queue.count(staff) == 1
    assert poor.name in client.get(queue.url(staff)).text
    row = TrainingSeat.objects.get()
    assert client.get(f"/admin/services/trainingseat/{row.pk}/change/").status_code == 200
    assert client.get("/admin/services/trainingoffer/").status_code == 200
    assert 'name="event"' not in client.get(f"/admin/services/trainingoffer/{offer.pk}/change/").text


def test_seats_go_over_when_two_records_become_one(client, team):
    offer, stays = make.training(), make.startup()
    client.force_login(make.owner_of(team))
    client.post(register(offer))

    merging.merge(team.pk, into=stays.pk, reason="Même équipe.", by=None)

    assert TrainingSeat.objects.get().startup == stays
