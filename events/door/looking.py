"""What the pages of the door know alike: the event, its sessions, and which of them is meant."""

import uuid
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from events.agenda.models import Event, Session
from events.door import queries
from events.door.queries import Counter


class Door:
    """`session` is the one that the address asks for, else the one that is most likely meant."""

    def __init__(self, request: HttpRequest, slug: str) -> None:
        event = Event.objects.visible_to(request.user).select_related("site").filter(slug=slug).first()
        if event is None:
            raise Http404
        self.event: Event = event
        self.sessions = list(event.sessions.all())
        self.session = self._asked(request.POST.get("session") or request.GET.get("session", ""))

    def _asked(self, told: str) -> Session:
        named = next((session for session in self.sessions if str(session.pk) == told), None)
        found = named if told else queries.nearest(self.sessions, timezone.now())
        if found is None:
            raise Http404
        return found

    def url(self, name: str, /, **more: str) -> str:
        tail = "".join(f"&{key}={value}" for key, value in more.items() if value)
        return f"{reverse(f'events:{name}', args=[self.event.slug])}?session={self.session.pk}{tail}"

    @cached_property
    def counters(self) -> list[Counter]:
        return queries.counters(self.session)

    @property
    def has_several(self) -> bool:
        return len(self.sessions) > 1

    @property
    def is_over(self) -> bool:
        return self.session.ends_at <= timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.session.starts_at <= timezone.now()


def number_for(page_nonce: str, registration: Any) -> uuid.UUID:
    """One page, one person, one reading: pressed twice it is the same, and another person is another."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{page_nonce}:{registration}")
