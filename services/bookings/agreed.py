"""What a startup has still to do of what was agreed in meetings, for the first page of a person."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from services.bookings.models import ActionItem
from services.bookings.states import Side

#: Of each startup so many are shown; the others stand with their meetings.
MOST = 3


class ToDo(NamedTuple):
    """What a list on another page says of it; it is settled on the page of its meeting."""

    url: str
    text: str
    due_on: date | None
    startup: str

    @property
    def is_late(self) -> bool:
        return bool(self.due_on and self.due_on < timezone.localdate())


def with_todos(seats: Any) -> Any:
    """Those of each startup come with its seat, in the same query, what is due first before all."""
    told = JSONObject(booking="booking", text="text", due_on="due_on")
    rows = ActionItem.objects.open().filter(startup=OuterRef("startup"), side=Side.STARTUP)
    ordered = rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    return seats.annotate(todos=ArraySubquery(ordered.values(told=told)[:MOST]))


def todos_of(seats: Iterable[Any]) -> list[ToDo]:
    found = [
        ToDo(
            reverse("services:booking_detail", args=[told["booking"]]),
            told["text"],
            date.fromisoformat(told["due_on"]) if told["due_on"] else None,
            seat.startup.name,
        )
        for seat in seats
        for told in seat.todos
    ]
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or date.max))
