"""What is asked all day long has an index that answers it, however many events and registrations there are."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from events.agenda.models import Event
from events.registrations.models import Registration
from events.registrations.states import RegistrationState
from incubator.demo import make

pytestmark = pytest.mark.django_db
NOW = timezone.now()

ASKED = {
    "the programme": (lambda: Event.objects.public().coming()[:50], "event_by_"),
    "a month": (lambda: Event.objects.public().overlapping(NOW, NOW + timedelta(days=30)), "event_by_"),
    "a word": (lambda: Event.objects.filter(search="forum"), "event_search"),
    "the list of staff": (lambda: Registration.objects.order_by("-created_at", "-pk")[:50], "registration_by_asking"),
    "who waits": (lambda: Registration.objects.filter(seating=1).waiting(), "registration_in_line"),
    "offers that are over": (Registration.objects.overdue, "registration_offered"),
    "mine": (lambda: Registration.objects.visible_to(make.person()), "registration_of_person"),
    "a ticket": (lambda: Registration.objects.filter(ticket="x"), "ticket"),
    "a form sent twice": (lambda: Registration.objects.filter(client_token=uuid.uuid4()), "client_token"),
    "unanswered addresses": (
        lambda: Registration.objects.filter(state=RegistrationState.UNCONFIRMED, created_at__lte=NOW).order_by(),
        "registration_unconfirmed",
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_an_index_answers(name):
    query, index = ASKED[name]
    asked = query()

    with connection.cursor() as cursor:
        for way in ("enable_seqscan", "enable_incremental_sort"):
            cursor.execute(f"SET LOCAL {way} = off")
    assert index in asked.explain(), asked.explain()
