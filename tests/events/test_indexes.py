"""What is asked all day long has an index that answers it, however many events and registrations there are."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from events.agenda.models import Event, Seating
from events.registrations.models import Registration
from events.registrations.states import RegistrationState
from incubator.accounts.models import User
from incubator.demo import make

pytestmark = pytest.mark.django_db
NOW = timezone.now()

#: Of ten: one waits, one is offered a place, one has not answered yet, the others come.
STATES = [
    {"state": RegistrationState.WAITLISTED},
    {"state": RegistrationState.OFFERED, "offer_until": NOW - timedelta(hours=1)},
    {"state": RegistrationState.UNCONFIRMED},
    *[{"state": RegistrationState.REGISTERED}] * 7,
]
ASKED = {
    "the programme": (lambda: Event.objects.public().coming()[:50], "event_by_"),
    "a month": (lambda: Event.objects.public().overlapping(NOW, NOW + timedelta(days=30)), "event_by_"),
    "a word": (lambda: Event.objects.filter(search="forum"), "event_search"),
    "the list of staff": (lambda: Registration.objects.order_by("-created_at", "-pk")[:50], "registration_by_asking"),
    "who waits": (
        lambda: Registration.objects.filter(seating=Seating.objects.first()).waiting(),
        "registration_in_line",
    ),
    "offers that are over": (Registration.objects.overdue, "registration_offered"),
    "mine": (
        lambda: Registration.objects.live().filter(person=User.objects.get(email="p7@exemple.test")),
        "registration_of_person",
    ),
    "a ticket": (lambda: Registration.objects.filter(ticket="x"), "ticket"),
    "a form sent twice": (lambda: Registration.objects.filter(client_token=uuid.uuid4()), "client_token"),
    "unanswered addresses": (
        lambda: Registration.objects.filter(state=RegistrationState.UNCONFIRMED, created_at__lte=NOW).order_by(),
        "registration_unconfirmed",
    ),
}


def fill():
    """Enough rows that the planner has a reason to choose: 20 events, each with 100 registrations in the usual states."""
    people = User.objects.bulk_create(User(email=f"p{n}@exemple.test") for n in range(200))
    for number in range(20):
        seating = make.seating(make.event(capacity=None))
        Registration.objects.bulk_create(
            Registration(
                event_id=seating.event_id,
                seating=seating,
                person=people[(number * 100 + n) % 200] if n < 60 else None,
                email="" if n < 60 else f"g{number}-{n}@exemple.test",
                created_at=NOW - timedelta(minutes=number * 100 + n),
                **STATES[n % 10],
                queue_no=n if n % 10 == 0 else None,
            )
            for n in range(100)
        )


def test_an_index_answers_whatever_is_asked_all_day():
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE events_registration, events_event")
        for way in ("enable_seqscan", "enable_incremental_sort"):
            cursor.execute(f"SET LOCAL {way} = off")

    plans = {name: query().explain() for name, (query, _index) in ASKED.items()}

    assert {name: plan for name, plan in plans.items() if ASKED[name][1] not in plan} == {}
