"""Calls as a feed of news and as calendar files. Addresses are absolute, from the configured site."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.calendars import Event, calendar
from programs.calls.models import Call
from programs.calls.states import ChangeState

ONE_DAY = timedelta(days=1)


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def atom(calls: Iterable[Call]) -> str:
    """Newest publication first; an entry keeps its id when the call changes."""
    feed = Atom1Feed(
        title=_("Calls for applications"),
        link=absolute(reverse("programs:call_list")),
        description=None,
        language=get_language(),
        feed_url=absolute(reverse("programs:call_feed")),
    )
    for call in sorted(calls, key=lambda one: (one.published_at, one.pk), reverse=True):
        feed.add_item(
            title=call.title,
            link=absolute(call.get_absolute_url()),
            # A summary is HTML for whoever reads the feed.
            description=escape(f"{call.summary} {_closing(call)}".strip()),
            pubdate=call.published_at,
            updateddate=call.published_at,
            unique_id=f"tag:{settings.SITE_HOST},{call.published_at:%Y-%m-%d}:call-{call.pk}",
        )
    return feed.writeString("utf-8")


def _closing(call: Call) -> str:
    """The deadline without the time that is left: a feed is read later."""
    return _("Closes on %(closes)s.") % {"closes": spoken.moment(call.closes_at, zone=True)}


def calendar_of(calls: Iterable[Call]) -> bytes:
    events = [event for call in calls for event in _events(call)]
    return calendar(events, name=_("Calls for applications"), language=(get_language() or "fr")[:2])


def _events(call: Call) -> Iterator[Event]:
    moments = {
        "opens": (call.opens_at, _("Opening: %(title)s")),
        "closes": (call.closes_at, _("Closing: %(title)s")),
        "results": (call.results_on, _("Results: %(title)s")),
        "interviews": (call.interviews_on, _("Interviews: %(title)s")),
        "starts": (call.starts_on, _("Start of the programme: %(title)s")),
    }
    for what, (when, sentence) in moments.items():
        if when is not None:
            yield Event(
                uid=f"call-{call.pk}-{what}@{settings.SITE_HOST}",
                starts=when,
                ends=None if isinstance(when, datetime) else when + ONE_DAY,
                summary=sentence % {"title": call.title},
                description=_closing(call) if what == "closes" else "",
                url=absolute(call.get_absolute_url()),
                stamp=call.published_at or call.opens_at,
                sequence=_moves(call) if what == "closes" else 0,
            )


def _moves(call: Call) -> int:
    """How often the closing has moved: calendars take the entry with the higher number."""
    return sum(change.state == ChangeState.APPLIED for change in call.closing_changes.all())
