"""The key of a private calendar: made, made anew, ended. It is told once, and only its hash is kept."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.registrations.links import feed_hash
from events.registrations.models import CalendarFeed
from incubator.journal.models import record


@transaction.atomic
def make_feed(person: Any) -> str:
    """The new key; an earlier one ends with it."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": feed_hash(token), "created_at": timezone.now()}
    feed, _is_new = CalendarFeed.objects.update_or_create(person=person, defaults=values)
    record("make_feed", feed, by=person)
    return token


@transaction.atomic
def end_feed(person: Any) -> None:
    for feed in CalendarFeed.objects.filter(person=person):
        record("end_feed", feed, by=person)
        feed.delete()
