"""Events as calendar files and as a feed of news. Addresses are absolute, from the configured site."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.agenda import telling
from events.agenda.models import Event, Session
from events.agenda.states import EventState
from incubator import calendars, spoken


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def calendar_of(events: Iterable[Event], *, name: str = "") -> bytes:
    """Every date of these events under a name of its own for life; a higher number says that something moved."""
    entries = [entry for event in events for entry in _entries(event)]
    return calendars.calendar(entries, name=name or _("Events"), language=(get_language() or "fr")[:2])


def _entries(event: Event) -> Iterator[calendars.Event]:
    is_cancelled = event.state == EventState.CANCELLED
    title = _("Cancelled: %(title)s") % {"title": event.title} if is_cancelled else event.title
    for session in event.sessions.all():
        yield calendars.Event(
            uid=f"session-{session.uid}@{settings.SITE_HOST}",
            starts=session.starts_at,
            ends=session.ends_at,
            summary=f"{title} – {session.title}" if session.title else title,
            description=_described(event, session),
            location=event.where,
            url=absolute(event.get_absolute_url()),
            stamp=event.cancelled_at or event.published_at or event.created_at,
            # A cancellation is news of its own: it goes before the date it ends.
            sequence=event.schedule_rev + is_cancelled,
            status="CANCELLED" if is_cancelled else "CONFIRMED",
        )


def _described(event: Event, session: Session) -> str:
    """The hours in words: a device with old rules of the zone shows them beside its own."""
    told = [telling.comma().join([one.day, one.hours, one.zone]) for one in telling.clocks(session, event.clock)]
    return "\n".join(filter(None, [event.summary, *told, event.cancel_reason]))


def atom(events: Iterable[Event]) -> str:
    """In the order they are handed in, newest publication first; an entry keeps its id when the event changes."""
    feed = Atom1Feed(
        title=_("Events"),
        link=absolute(reverse("events:event_list")),
        description=None,
        language=get_language(),
        feed_url=absolute(reverse("events:event_news")),
    )
    for event in events:
        when = telling.comma().join([spoken.weekday(telling.day(event)), telling.begins(event)])
        told = [event.summary, " · ".join(filter(None, [when, telling.place(event)]))]
        if event.state == EventState.CANCELLED:
            told = [_("This event is cancelled."), event.cancel_reason]
        feed.add_item(
            title=event.title,
            link=absolute(event.get_absolute_url()),
            # A summary is HTML for whoever reads the feed.
            description=escape(" ".join(filter(None, told))),
            pubdate=event.published_at,
            updateddate=event.cancelled_at or event.published_at,
            unique_id=f"urn:uuid:{event.uid}",
        )
    return feed.writeString("utf-8")
