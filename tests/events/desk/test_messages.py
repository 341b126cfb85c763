"""A message to those who are registered: in each reader's language, tried on oneself, stopped within ten minutes."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from events.messages import actions
from events.messages.letters import KIND
from events.messages.models import Message
from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.models import Letter
from incubator.outbox.preview import preview
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
WORDS = {
    "subject_fr": "Salle changée",
    "text_fr": "Nous serons au 2e étage.",
    "subject_ar": "القاعة",
    "text_ar": "الطابق الثاني",
}


@pytest.fixture
def event(db):
    made = make.event(capacity=2)
    make.registration(of=made, who=make.person(language="fr"))
    make.registration(of=made, who=make.person(language="ar"))
    make.registration(of=made, who=make.person(language="en"))
    return made


def page(message):
    return reverse("admin:events_message_change", args=[message.pk])


def step(thing, name):
    return reverse(f"admin:events_{thing._meta.model_name}_step", args=[thing.pk, name])


def letters():
    return Letter.objects.filter(kind=KIND)


def test_each_reads_it_in_her_language_else_in_french_and_it_leaves_in_ten_minutes(event, staff):
    message = actions.prepare(event.pk, by=staff, audience="everybody", **WORDS)
    assert not letters().exists()

    actions.start(message.pk, by=staff)

    said = {letter.spoken_language: preview(letter).worded for letter in letters()}
    assert {code: worded.subject for code, worded in said.items()} == {
        "fr": "Salle changée",
        "ar": "القاعة",
        "en": "Salle changée",
    }
    assert all(letter.due_at > timezone.now() + timedelta(minutes=9) for letter in letters())
    assert Entry.objects.about(event).filter(verb="send_message").get().facts["letters"] == 3


def test_stopped_within_ten_minutes_nothing_leaves_and_later_it_is_too_late(event, staff):
    message = actions.prepare(event.pk, by=staff, audience="everybody", **WORDS)
    actions.start(message.pk, by=staff)
    actions.stop(message.pk, by=staff)
    assert set(letters().values_list("state", flat=True)) == {"cancelled"}

    other = actions.prepare(event.pk, by=staff, audience="everybody", **WORDS)
    actions.start(other.pk, by=staff)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)), pytest.raises(Refused):
        actions.stop(other.pk, by=staff)
    with pytest.raises(Refused):
        actions.start(other.pk, by=staff)


def test_one_state_only_and_whoever_left_it_meanwhile_is_not_written_to(event, staff):
    message = actions.prepare(event.pk, by=staff, audience="waitlisted", **WORDS)
    actions.start(message.pk, by=staff)
    letter = letters().get()
    assert preview(letter).worded

    event.registrations.filter(state="waitlisted").update(state="withdrawn")

    assert preview(letter).worded is None
    with pytest.raises(Refused):
        actions.prepare(event.pk, by=staff, audience="offered", **WORDS)


def test_at_the_desk_it_is_written_read_tried_and_sent(desk, event, staff):
    half = desk.post(step(event, "write"), {"audience": "everybody", **WORDS, "text_ar": ""})
    assert set(half.context["form"].errors) == {"text_ar"}
    written = desk.post(step(event, "write"), {"audience": "everybody", **WORDS})
    message = Message.objects.get()
    assert written["Location"] == page(message)

    with nothing_written():
        shown = desk.get(page(message))
    assert shown.context["count"] == 3
    assert all(row.address in shown.text for row in event.registrations.all())
    assert {sample.worded.subject for sample in shown.context["samples"]} == {"Salle changée", "القاعة"}

    desk.post(step(message, "try_out"))
    mine = letters().get()
    assert (mine.person, preview(mine).worded.subject) == (staff, "Salle changée")
    desk.post(step(message, "edit"), {"audience": "registered", **WORDS, "subject_fr": "Étage"})
    desk.post(step(message, "start"))
    assert letters().count() == 3
    assert desk.get(step(message, "edit")).status_code == 302
    desk.post(step(message, "stop"))
    assert letters().exclude(state="cancelled").get() == mine


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_three(desk, staff, rows, django_assert_num_queries):
    event = make.event()
    for _ in range(rows):
        make.registration(of=event)
    message = actions.prepare(event.pk, by=staff, audience="everybody", **WORDS)

    desk.get(page(message))
    with django_assert_num_queries(6):
        desk.get(page(message))
