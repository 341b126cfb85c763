"""A provider's own calendar: its busy times come in by file or address, her meetings go out by a private address."""

import secrets
import time as clock
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from services.calendar import fetching
from services.calendar.busyfile import Read, busy_times
from services.calendar.models import Busy, Provider
from services.calendar.queries import feed_hash
from services.calendar.states import Origin, ProviderState

#: Busy times are kept for so long ahead; further nobody books.
HORIZON = timedelta(days=120)
#: An address is read again after so long; one tick reads for so many seconds at most.
AGAIN, TICK_SECONDS = timedelta(minutes=15), 30.0


@transaction.atomic
def read_file(provider_id: int, content: bytes, *, by: Any) -> Read:
    """The busy times of a calendar file; those of an earlier file go. Raises Refused with what is wrong with it."""
    provider = Provider.objects.locked().get(pk=provider_id)
    found = _replace(provider, Origin.FILE, content)
    record("read_file", provider, by=by, entries=len(found.spans))
    return found


@transaction.atomic
def forget_busy(provider_id: int, *, by: Any) -> None:
    """What came from a file."""
    provider = Provider.objects.locked().get(pk=provider_id)
    provider.busy.filter(origin=Origin.FILE).delete()
    record("forget_busy", provider, by=by)


@transaction.atomic
def set_feed_address(provider_id: int, url: str, *, by: Any) -> Provider:
    """It is read by the next tick. Raises Refused beside the field; whether it is public is looked at when it is read."""
    try:
        fetching.check(url)
    except Refused as refusal:
        raise Refused(str(refusal), field="busy_url") from refusal
    return _set_address(provider_id, url, "set_feed_address", by=by)


@transaction.atomic
def forget_feed_address(provider_id: int, *, by: Any) -> Provider:
    """Its busy times go with it."""
    provider = _set_address(provider_id, "", "forget_feed_address", by=by)
    provider.busy.filter(origin=Origin.FEED).delete()
    return provider


def _set_address(provider_id: int, url: str, verb: str, *, by: Any) -> Provider:
    provider = Provider.objects.locked().get(pk=provider_id)
    provider.busy_url, provider.busy_checked_at, provider.busy_error = url, None, ""
    provider.save(update_fields=["busy_url", "busy_checked_at", "busy_error"])
    record(verb, provider, by=by)
    return provider


def read_due(*, now: datetime | None = None) -> None:
    """A tick: the addresses that were not read for the longest. Nothing is held open in the database meanwhile."""
    at, began = now or timezone.now(), clock.monotonic()
    for pk, url in list(Provider.objects.due_to_read(at - AGAIN).values_list("pk", "busy_url")):
        if clock.monotonic() - began > TICK_SECONDS:
            return
        _read_address(pk, url)


def _read_address(provider_id: int, url: str) -> None:
    language = Provider.objects.values_list("person__language", flat=True).get(pk=provider_id)
    with translation.override(language):
        try:
            content = fetching.fetch(url)
        except Refused as refusal:
            _note(provider_id, url, error=str(refusal))
        else:
            _note(provider_id, url, content=content)


@transaction.atomic
def _note(provider_id: int, url: str, *, content: bytes = b"", error: str = "") -> None:
    """What was known stays when the address cannot be read; what was fetched for an earlier address counts no more."""
    provider = Provider.objects.locked().get(pk=provider_id)
    if provider.busy_url != url:
        return
    provider.busy_checked_at, provider.busy_error = timezone.now(), error[:200]
    if not error:
        try:
            _replace(provider, Origin.FEED, content)
        except Refused as refusal:
            provider.busy_error = str(refusal)[:200]
    provider.save(update_fields=["busy_checked_at", "busy_error"])


def _replace(provider: Provider, origin: str, content: bytes) -> Read:
    now = timezone.now()
    found = busy_times(content, now, now + HORIZON, zone=provider.tz)
    provider.busy.filter(origin=origin).delete()
    rows = [Busy(provider=provider, starts_at=a, ends_at=b, origin=origin) for a, b in found.spans]
    Busy.objects.bulk_create(rows)
    return found


@transaction.atomic
def make_feed(provider_id: int, *, by: Any) -> str:
    """The key of her private calendar; an earlier one ends with it. Only its hash is kept."""
    provider = Provider.objects.locked().get(pk=provider_id)
    if provider.state == ProviderState.LEFT:
        raise Refused(_("Whoever has left has no calendar."))
    token = secrets.token_urlsafe(32)
    provider.feed_hash = feed_hash(token)
    provider.save(update_fields=["feed_hash"])
    record("make_feed", provider, by=by)
    return token


@transaction.atomic
def end_feed(provider_id: int, *, by: Any) -> None:
    provider = Provider.objects.locked().get(pk=provider_id)
    provider.feed_hash = None
    provider.save(update_fields=["feed_hash"])
    record("end_feed", provider, by=by)
