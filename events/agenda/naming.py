"""The address of an event's page, made of its title."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from django.utils.text import slugify

from events.agenda.models import Event
from incubator.text import search_key


def free_slug(title: str, day: date | None = None) -> str:
    return next(slug for slug in _slugs(title, day) if not Event.objects.filter(slug=slug).exists())


def _slugs(title: str, day: date | None) -> Iterator[str]:
    base = slugify(search_key(title))[:60].strip("-") or "event"
    named = f"{base}-{day.isoformat()}" if day else base
    yield named
    yield from (f"{named}-{number}" for number in count(2))
