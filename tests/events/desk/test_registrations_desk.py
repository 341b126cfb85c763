"""Those who come, at the desk: every state, found by a few letters, deeds that say who is skipped, a page with its history."""

import pytest
from django.urls import reverse

from events.agenda.models import Question
from events.registrations.models import Registration
from incubator.demo import make
from incubator.desk import queues
from incubator.outbox.models import Letter
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
LIST = reverse("admin:events_registration_changelist")


def page(row):
    return reverse("admin:events_registration_change", args=[row.pk])


def step(thing, name):
    return reverse(f"admin:events_{thing._meta.model_name}_step", args=[thing.pk, name])


def found(answer):
    return [row.who for row in answer.context["cl"].result_list]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(desk, rows, django_assert_max_num_queries):
    event = make.event()
    for _ in range(rows):
        make.registration(of=event)

    desk.get(LIST)
    with django_assert_max_num_queries(10), nothing_written():
        assert len(found(desk.get(f"{LIST}?event__id__exact={event.pk}"))) == rows


def test_people_are_found_without_accents_in_both_scripts_and_by_their_startup(desk):
    event = make.event()
    make.registration(of=event, who=make.person(name="Éloïse Ben Saïd"))
    make.registration(of=event, who=make.person(name="سَلْمى الإدريسي"))
    owner = make.person(name="Fondateur")
    row = make.registration(of=event, who=owner)
    Registration.objects.filter(pk=row.pk).update(startup=make.startup(name="Énergie du Sud"))
    make.registration(of=event, guest="nadia@exemple.test")

    assert found(desk.get(LIST + "?q=eloise said")) == ["Éloïse Ben Saïd"]
    assert found(desk.get(LIST + "?q=سلمي الادريسي")) == ["سَلْمى الإدريسي"]
    assert found(desk.get(LIST + "?q=NADIA@ex")) == ["Invitée"]
    assert len(found(desk.get(LIST + "?q=%"))) == 0
    assert found(desk.get(LIST + "?q=energie sud")) == ["Fondateur"]


def test_a_waiting_list_stands_in_its_order(desk):
    event = make.event(capacity=1)
    make.registration(of=event)
    rows = [make.registration(of=event) for _ in range(3)]

    shown = desk.get(f"{LIST}?event__id__exact={event.pk}&state__exact=waitlisted")

    assert found(shown) == [row.who for row in rows]
    assert desk.get(page(rows[1])).context["position"] == 2


def test_a_deed_says_who_is_skipped_and_why_and_does_the_rest(desk, staff):
    event = make.event(needs_approval=True)
    asking = [make.registration(of=event, state="pending") for _ in range(2)]
    done = make.registration(of=make.event())
    chosen = {"action": "approve", "_selected_action": [str(row.pk) for row in (*asking, done)]}

    shown = desk.post(LIST, chosen)
    desk.post(LIST, {**chosen, "deed": "1", "select_across": "0"})

    assert set(shown.context["able"]) == set(asking)
    assert [skip.thing for skip in shown.context["skipped"]] == [done]
    assert set(Registration.objects.filter(event=event).values_list("state", flat=True)) == {"registered"}
    assert queues["events.pending"].count(staff) == 0


def test_the_page_of_one_has_its_history_its_letters_and_its_steps(desk, django_assert_max_num_queries):
    event = make.event(capacity=1)
    Question.objects.create(event=event, key="repas", label_fr="Repas", options=[{"value": "o1", "fr": "Végétarien"}])
    row = make.registration(of=event, answers={"repas": "o1"})

    desk.get(page(row))
    with django_assert_max_num_queries(12), nothing_written():
        shown = desk.get(page(row))

    assert [found.name for found in shown.context["steps"]] == ["withdraw"]
    assert shown.context["answers"] == [("Repas", "Végétarien")]
    assert len(shown.context["letters"]) == 1
    assert len(shown.context["history"]) == 1
    assert desk.post(page(row), {}).status_code in {200, 302}
    assert desk.post(step(row, "withdraw"), {"reason": ""}).status_code == 422
    assert desk.post(step(row, "withdraw"), {"reason": "Malade."}).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_a_place_is_offered_out_of_turn_only_when_one_is_free(desk):
    event = make.event(capacity=2)
    first, _second = make.registration(of=event), make.registration(of=event)
    waiting = [make.registration(of=event, seats=1) for _ in range(2)]
    assert desk.get(step(waiting[1], "offer")).status_code == 302

    desk.post(step(first, "withdraw"), {"reason": "Malade."})

    assert desk.get(step(waiting[1], "offer")).status_code == 302
    waiting[0].refresh_from_db()
    assert waiting[0].state == "offered"


def test_somebody_is_registered_at_the_desk_with_or_without_an_account(desk):
    event = make.event(capacity=1, closes_at=None)
    known = make.person(email="amina@exemple.test", name="Amina")
    values = {"way": "room", "seats": 1, "language": "ar"}

    first = desk.post(step(event, "register"), {**values, "email": "AMINA@exemple.test"})
    nameless = desk.post(step(event, "register"), {**values, "email": "nadia@exemple.test"})
    again = desk.post(step(event, "register"), {**values, "email": "amina@exemple.test"})
    unreasoned = desk.post(
        step(event, "register"), {**values, "email": "nadia@exemple.test", "name": "Nadia", "overbook": "on"}
    )
    over = {**values, "email": "nadia@exemple.test", "name": "Nadia", "overbook": "on", "reason": "Intervenante."}
    past = desk.post(step(event, "register"), over)

    row = Registration.objects.get(person=known)
    assert first["Location"] == page(row)
    assert [set(answer.context["form"].errors) for answer in (nameless, again, unreasoned)] == [
        {"name"},
        {"email"},
        {"reason"},
    ]
    made = Registration.objects.get(email="nadia@exemple.test")
    assert past["Location"] == page(made)
    assert (made.state, made.origin, make.seating(event).capacity) == ("registered", "staff", 2)
    assert Letter.objects.filter(key_of_thing=str(made.pk), kind="events.registrations.registration_confirmed").exists()


def test_registrations_are_exported_with_their_answers_in_few_queries(desk, django_assert_max_num_queries):
    event = make.event(capacity=10)
    Question.objects.create(event=event, key="repas", label_fr="Repas", kind="line")
    for number in range(3):
        make.registration(of=event, guest=f"g{number}@exemple.test", answers={"repas": "=1+1"})
    address = reverse("admin:events_registration_export", args=[event.pk, "csv"])

    with django_assert_max_num_queries(11):
        text = b"".join(desk.post(address).streaming_content).decode()

    assert text.count("@exemple.test") == 3
    assert "Repas" in text.split("\n")[0]
    assert ";=1+1" not in text
    assert desk.get(address).status_code == 405
    assert b"".join(desk.post(reverse("admin:events_registration_export", args=[event.pk, "xlsx"]))).startswith(b"PK")
    assert desk.post(reverse("admin:events_registration_export", args=[10**9, "csv"])).status_code == 404


@pytest.mark.parametrize("noun", ["registration", "session", "series", "message", "inspection"])
def test_what_actions_keep_nobody_adds_or_deletes_by_hand(client, admin_person, noun):
    """A deleted registration would leave its place taken for ever."""
    client.force_login(admin_person)
    row = make.registration()
    assert client.get(reverse(f"admin:events_{noun}_add")).status_code == 403
    assert client.get(reverse("admin:events_registration_delete", args=[row.pk])).status_code == 403


def test_a_stranger_finds_nothing(client, stranger):
    row = make.registration()
    client.force_login(stranger)

    for address in (LIST, page(row), step(row, "withdraw"), step(row.event, "register")):
        assert client.get(address).status_code == 404
