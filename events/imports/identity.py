"""When two rows are one event: the same name, first day and city, or the same web site and first day.

Both are kept in `Event.imported_key` as short digests, so that the file finds its event again after staff gave it another
title. An event that staff wrote by hand has no key and is never touched by a file.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2s
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr

from events.agenda.models import Event
from events.registrations.models import Registration
from incubator.text import search_key
from startups.imports.identity import Identity
from startups.lists import place_key

_DAY = len("2026-11-26")


class EventIdentity(Identity):
    """Another web site does not make another event: the pages of an edition move."""

    def is_by_number(self, other: Identity) -> bool | None:
        return True if self.numbers and self.numbers == other.numbers else None


def _digest(text: str) -> str:
    return blake2s(text.encode(), digest_size=8).hexdigest() if text else "-"


def key_of(values: dict[str, Any]) -> str:
    site = values.get("website", "").split("://")[-1].removeprefix("www.").rstrip("/").casefold()
    name, city = search_key(values.get("name", "")), place_key(values.get("city", ""))
    return " ".join([values.get("starts_on", "-" * _DAY), _digest(name), _digest(city), _digest(site)])


def _by_key(key: str) -> EventIdentity:
    day, name, city, site = key.split(" ")
    numbers = {} if site == "-" else {"website": f"{day} {site}"}
    return EventIdentity(numbers, frozenset({f"{day} {name}"}), ("" if city == "-" else city,))


def identify(values: dict[str, Any]) -> Identity:
    return _by_key(key_of(values))


def identity_of(event: Event) -> Identity:
    return _by_key(event.imported_key)


def candidates(identities: Sequence[Identity], is_locking: bool) -> Iterable[Event]:
    """The imported events of those first days, with what a file may say of them."""
    days = {name[:_DAY] for identity in identities for name in identity.names}
    rows: Any = Event.objects.exclude(imported_key="").annotate(first_day=Substr("imported_key", 1, _DAY))
    return with_values((rows.locked() if is_locking else rows).filter(first_day__in=days).order_by("pk"))


def with_values(rows: Any) -> Any:
    people = Registration.objects.filter(event=OuterRef("pk"))
    return rows.annotate(has_people=Exists(people)).prefetch_related("sessions", "seatings", "themes")
