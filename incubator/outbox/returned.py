"""What a mail provider tells after it took a letter: the address does not exist, its reader complained or wants no more.

Each provider tells it in a way of its own; django-anymail reads them all. The provider knows a secret, which it sends as user and
password (RFC 7617); without one in our settings nobody may tell us anything.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from anymail.signals import EventType, RejectReason
from anymail.urls import urlpatterns
from django.conf import settings
from django.http import HttpRequest

from incubator.outbox.states import Category

#: What the reader may refuse; a decision about her file still comes.
REFUSABLE = (Category.REMINDER, Category.ANNOUNCEMENT)
#: Reasons that say that the address takes nothing, today and tomorrow; a full mailbox is none of them.
DEAD = frozenset({RejectReason.BOUNCED, RejectReason.INVALID})


class UnknownProvider(Exception):
    """Anymail cannot read it, or it has no secret to show."""


class Unreadable(Exception):
    """Not sent by the provider, or not in its words."""


class Returned(NamedTuple):
    """`categories`: of letters that the address gets no more; "" is all of them."""

    address: str
    categories: tuple[str, ...]
    why: str

    @property
    def is_dead(self) -> bool:
        return "" in self.categories


def _doors() -> dict[str, Any]:
    """Anymail's readers of what became of letters, by the name of the provider."""
    ends = "/tracking/"
    found = {str(one.pattern): one.callback.view_class for one in urlpatterns}
    return {where.removesuffix(ends): view for where, view in found.items() if where.endswith(ends)}


DOORS = _doors()


def read(request: HttpRequest, provider: str) -> list[Returned]:
    """What concerns an address. Raises UnknownProvider, Unreadable."""
    if provider not in DOORS or not settings.ANYMAIL.get("WEBHOOK_SECRET"):
        raise UnknownProvider
    door = DOORS[provider]()
    try:
        door.run_validators(request)
        events = door.parse_events(request)
    except Exception as error:  # whatever strangers send, in twelve formats that are not ours
        raise Unreadable(type(error).__name__) from error
    return list(_told(events))


def _told(events: Iterable[Any]) -> Iterable[Returned]:
    for event in events:
        address, why = event.recipient, event.mta_response or event.description or event.event_type
        if not address:
            continue
        if event.event_type in {EventType.BOUNCED, EventType.REJECTED} and event.reject_reason in DEAD:
            yield Returned(address, ("",), why)
        elif event.event_type in {EventType.COMPLAINED, EventType.UNSUBSCRIBED}:
            yield Returned(address, REFUSABLE, why)
