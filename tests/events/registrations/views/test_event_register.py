"""Registering: with an account, as a guest, by invitation; twice is once, and nobody learns who is registered."""

import re
import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from events.agenda.models import Invitee, Question
from events.registrations import actions, links
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from incubator.outbox.models import Letter
from startups.states import TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def page(event):
    return reverse("events:event_register", args=[event.slug])


def token_in(answer):
    return re.search(r'name="client_token" value="([^"]+)"', answer.text)[1]


def guest(**fields):
    typed = {"name": "Salma Bennani", "email": "salma@exemple.test", "organisation": "", "client_token": uuid.uuid4()}
    return {**typed, **fields}


def test_with_an_account_one_button_is_enough_and_twice_is_once(client, stranger):
    event = make.event()
    client.force_login(stranger)
    client.get("/dashboard/")
    with nothing_written():
        form = client.get(page(event))
    token = token_in(form)

    answers = [client.post(page(event), {"client_token": token}) for _ in range(2)]

    [made] = Registration.objects.all()
    assert (made.person, made.state) == (stranger, R.REGISTERED)
    assert {answer.url for answer in answers} == {made.get_absolute_url()}
    assert Letter.objects.count() == 1
    assert client.get(page(event)).url == made.get_absolute_url()


def test_the_form_of_somebody_else_is_a_request_of_its_own(client, stranger):
    event = make.event()
    known = make.registration(of=event)
    client.force_login(stranger)

    answer = client.post(page(event), {"client_token": known.client_token})

    assert answer.url == Registration.objects.get(person=stranger).get_absolute_url()


def test_an_address_corrected_by_the_back_button_gets_its_own_link_once(client):
    event, token = make.event(), uuid.uuid4()

    for email in ("salma@exemple.tset", "salma@exemple.test", "salma@exemple.test"):
        client.post(page(event), guest(client_token=token, email=email))

    assert sorted(Registration.objects.values_list("email", flat=True)) == ["salma@exemple.test", "salma@exemple.tset"]
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_costs_the_same_for_one_question_and_three(client, stranger, rows, django_assert_max_num_queries):
    event = make.event(dates=rows)
    for n in range(rows):
        Question.objects.create(event=event, key=f"k{n}", kind="line", label_fr="Régime ?")
    client.force_login(stranger)
    client.get("/dashboard/")
    with django_assert_max_num_queries(8):
        assert client.get(page(event)).status_code == 200


def test_the_questions_of_the_event_are_asked_and_kept(client, stranger):
    event = make.event()
    options = [{"value": "veg", "fr": "Végétarien"}, {"value": "all", "fr": "Tout"}]
    for key, kind, needed in [
        ("meal", "choice", True),
        ("needs", "choices", False),
        ("hope", "text", False),
        ("line", "line", False),
        ("first", "yes_no", True),
    ]:
        asked = {"label_fr": f"Question {key}", "options": options if kind.startswith("choice") else []}
        Question.objects.create(event=event, key=key, kind=kind, is_required=needed, **asked)
    client.force_login(stranger)

    refused = client.post(page(event), {"client_token": uuid.uuid4(), "q-hope": "Apprendre"})
    assert refused.status_code == 422
    assert "Apprendre" in refused.text
    typed = {"q-meal": "veg", "q-needs": ["veg", "all"], "q-first": "yes", "q-hope": "Apprendre", "q-line": ""}
    client.post(page(event), {"client_token": token_in(refused), **typed})

    assert Registration.objects.get().answers == {
        "meal": "veg",
        "needs": ["veg", "all"],
        "first": True,
        "hope": "Apprendre",
    }


def test_the_startup_is_asked_when_she_has_several_and_the_event_counts_them(client):
    owner = make.person()
    one, two = make.startup(owner=owner), make.startup(owner=owner)
    event = make.event(most_per_startup=1)
    client.force_login(owner)

    assert client.post(page(event), {"client_token": uuid.uuid4()}).status_code == 422
    client.post(page(event), {"client_token": uuid.uuid4(), "startup": two.slug})

    assert Registration.objects.get().startup == two
    assert one.slug in client.get(page(make.event(most_per_startup=1))).text


def test_the_only_startup_needs_no_question_and_its_limit_holds(client):
    startup, event = make.startup(), make.event(most_per_startup=1)
    first = make.member(of=startup, role=TeamRole.EDITOR)
    for person, status in ((first, 302), (make.member(of=startup, role=TeamRole.EDITOR), 422)):
        client.force_login(person)
        assert client.post(page(event), {"client_token": uuid.uuid4()}).status_code == status

    assert Registration.objects.get().startup == startup


def test_a_full_event_says_so_and_the_button_joins_the_list(client, stranger):
    event = make.event(capacity=1)
    make.registration(of=event)
    client.force_login(stranger)

    form = client.get(page(event))
    assert 'name="seen_full" value="room"' in form.text
    client.post(page(event), {"client_token": token_in(form), "seen_full": "room"})

    assert Registration.objects.get(person=stranger).state == R.WAITLISTED


def test_the_last_place_lost_while_writing_offers_the_list_and_keeps_what_was_typed(client):
    event = make.event(capacity=1)
    form = client.get(page(event))
    make.registration(of=event)

    lost = client.post(page(event), guest(client_token=token_in(form), organisation="Ma coopérative"))

    assert lost.status_code == 422
    assert "Ma coopérative" in lost.text
    assert 'name="seen_full" value="room"' in lost.text
    assert token_in(lost) == token_in(form)
    assert not Registration.objects.filter(email="salma@exemple.test").exists()
    client.post(page(event), guest(client_token=token_in(lost), seen_full="room"))
    row = Registration.objects.get(email="salma@exemple.test")
    assert actions.confirm_address(row.pk).state == R.WAITLISTED


def test_the_core_refuses_as_the_form_does_when_the_place_goes_in_between(stranger):
    event = make.event(capacity=1)
    make.registration(of=event)

    wish = actions.Wish(way="room", may_wait=False)
    with pytest.raises(actions.Full):
        actions.register(event.pk, actions.Registrant(person=stranger), wish, by=stranger)


def test_a_group_says_how_many_and_whether_fewer_will_do(client, stranger):
    event = make.event(most_seats=3, capacity=2)
    client.force_login(stranger)

    too_many = client.post(page(event), {"client_token": uuid.uuid4(), "seats": "9"})
    assert too_many.status_code == 422
    lost = client.post(page(event), {"client_token": uuid.uuid4(), "seats": "٣", "may_split": "on"})
    assert 'name="seen_full" value="room"' in lost.text
    client.post(page(event), {"client_token": token_in(lost), "seats": "3", "may_split": "on", "seen_full": "room"})

    made = Registration.objects.get()
    assert (made.seats, made.may_split, made.state) == (3, True, R.WAITLISTED)


def test_a_guest_gets_one_answer_whoever_she_is(client):
    event, member = make.event(), make.person()
    make.registration(of=event, who=member)
    make.registration(of=event, guest="connue@exemple.test")

    answers = [
        client.post(page(event), guest(email=e)) for e in (member.email, "connue@exemple.test", "x@exemple.test")
    ]

    assert {(answer.status_code, answer.url) for answer in answers} == {
        (302, reverse("events:event_register_sent", args=[event.slug]))
    }
    assert Registration.objects.count() == 3
    again = Letter.objects.filter(once__contains="again:")
    assert {letter.recipient for letter in again} == {member.email, "connue@exemple.test"}
    assert client.get(answers[0].url).status_code == 200


def test_closed_and_full_say_the_same_for_known_and_unknown_addresses(client):
    event = make.event(capacity=1)
    make.registration(of=event, guest="connue@exemple.test")

    told = {client.post(page(event), guest(email=e)).status_code for e in ("connue@exemple.test", "x@exemple.test")}
    assert told == {422}
    event.closes_at = timezone.now()
    event.save()
    told = {
        client.post(page(event), guest(email=e, seen_full="room")).status_code
        for e in ("connue@exemple.test", "x@exemple.test")
    }
    assert told == {422}


def test_machines_and_floods_write_to_nobody(client, settings):
    event = make.event()

    assert client.post(page(event), guest(company_fax="x")).status_code == 302
    assert not Registration.objects.exists()
    for _ in range(8):
        client.post(page(event), guest())
    assert Letter.objects.count() <= 5
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "event_register": "1/m/ip"}
    cache.clear()
    assert [client.post(page(event), guest(email=f"{n}@exemple.test")).status_code for n in range(2)] == [302, 429]


def test_what_is_not_for_everybody_is_out_of_sight_without_an_invitation(client, stranger):
    event = make.event(access="invitation")
    assert client.get(page(event)).status_code == 404
    client.force_login(stranger)
    assert client.get(page(event)).status_code == 404
    Invitee.objects.create(event=event, email=stranger.email)
    assert client.get(page(event)).status_code == 200
    assert client.get(page(make.event(takes_registrations=False))).status_code == 404


def test_the_link_of_an_invitation_registers_without_another_mail(client):
    event = make.event(access="invitation")
    invitee = Invitee.objects.create(event=event, email="hote@exemple.test", name="Hôte")
    link = reverse("events:guest_register", args=[links.invitation_of(invitee)])
    with nothing_written():
        form = client.get(link)
    assert 'name="email"' not in form.text

    answer = client.post(link, guest(client_token=token_in(form)))

    made = Registration.objects.get()
    assert (made.email, made.state) == (invitee.email, R.REGISTERED)
    assert answer.url == reverse("events:guest_detail", args=[links.token_of(made)])
    assert client.get(reverse("events:guest_register", args=["invented"])).status_code == 404
    actions.cancel_event(event.pk, by=make.staff(), reason="x")
    assert client.get(link).status_code == 404


def test_a_machine_that_follows_an_invitation_registers_nobody(client):
    invitee = Invitee.objects.create(event=make.event(access="invitation"), email="hote@exemple.test")

    with nothing_written():
        answer = client.post(
            reverse("events:guest_register", args=[links.invitation_of(invitee)]), guest(company_fax="05")
        )

    assert answer.status_code == 200
    assert not Registration.objects.exists()


def test_an_invited_person_who_is_signed_in_registers_with_her_account(client, stranger):
    event = make.event(access="invitation")
    invitee = Invitee.objects.create(event=event, email=stranger.email)
    client.force_login(stranger)

    assert client.get(reverse("events:guest_register", args=[links.invitation_of(invitee)])).url == page(event)


@pytest.mark.parametrize(
    "fields", [{"takes_registrations": True, "capacity": 1, "has_waiting_list": False}, {"needs_approval": True}]
)
def test_every_kind_of_event_has_a_page(client, fields):
    event = make.event(**fields)
    make.registration(of=event)
    assert client.get(page(event)).status_code == 200
    if "needs_approval" not in fields:
        assert client.post(page(event), guest(seen_full="room")).status_code == 422


def test_a_hybrid_event_asks_how_and_tells_the_places_of_each_way(client, stranger):
    event = make.event(mode="hybrid", capacity={"room": 1, "online": None})
    make.registration(of=event, way="room")
    client.force_login(stranger)
    form = client.get(page(event))

    assert client.post(page(event), {"client_token": token_in(form)}).status_code == 422
    client.post(page(event), {"client_token": token_in(form), "way": "online"})
    assert Registration.objects.get(person=stranger).seating.way == "online"
    assert form.text.count('name="way"') == 2


@pytest.mark.parametrize(
    "odd", [{"client_token": "x"}, {"way": "x" * 9000}, {"seen_full": ["a", "b"]}, {"seats": "-1"}]
)
def test_odd_input_is_never_an_exception(client, stranger, odd):
    client.force_login(stranger)
    answer = client.post(page(make.event(most_seats=2, mode="hybrid")), {"way": "room", "seats": "1", **odd})
    assert answer.status_code in {302, 422}
