"""What the steps of an event would do: done, looked at, taken back (incubator.outbox.rehearsal)."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from events.agenda import actions
from events.agenda.checks import warnings_of
from events.agenda.models import Event
from events.agenda.shown import told
from incubator.outbox.rehearsal import rehearse
from programs.partners.steps import Change, Foreseen

Lines = dict[int, tuple[str, str]]


def lines_of(events: Iterable[Event]) -> Lines:
    """(event, when) of every session, by its id."""
    return {session.pk: (str(event), told(session, event)) for event in events for session in event.sessions.all()}


def foreseen(act: Callable[[], Any], events: Callable[[], Any], *, has_letters: bool = False) -> Foreseen:
    """`events()` are those concerned, asked before and after; what is the same on both sides is left out."""
    before = lines_of(events().with_plan())

    def look(_result: Any) -> tuple[list[Change], list[str]]:
        found = list(events().with_plan().order_by("starts_at", "pk"))
        return _changes(before, lines_of(found)), warnings_of(found)

    (changes, warnings), letters = rehearse(act, look)
    return Foreseen(changes, warnings, letters if has_letters else None)


def _changes(before: Lines, after: Lines) -> list[Change]:
    told = [
        (event, before.get(pk, ("", "–"))[1], when)
        for pk, (event, when) in after.items()
        if before.get(pk) != (event, when)
    ]
    gone = [(event, when, "–") for pk, (event, when) in before.items() if pk not in after]
    return [*told, *gone]


def _series(event: Event) -> Callable[[], Any]:
    return lambda: Event.objects.filter(series__isnull=False, series__events=event.pk)


def copy(event: Event, values: dict[str, Any], user: Any) -> Foreseen:
    return foreseen(
        lambda: actions.copy(event.pk, by=user, **values),
        lambda: Event.objects.drafts().filter(copied_from=event.pk).order_by("-pk"),
    )


def make_series(event: Event, values: dict[str, Any], user: Any) -> Foreseen:
    return foreseen(lambda: actions.make_series(event.pk, by=user, **values), _series(event))


def publish(event: Event, values: dict[str, Any], user: Any) -> Foreseen:
    return _published(lambda: actions.publish(event.pk, by=user), lambda: Event.objects.filter(pk=event.pk))


def publish_series(event: Event, values: dict[str, Any], user: Any) -> Foreseen:
    drafts = list(Event.objects.drafts().filter(series=event.series_id).values_list("pk", flat=True))
    return _published(lambda: actions.publish_series(event.pk, by=user), lambda: Event.objects.filter(pk__in=drafts))


def _published(act: Callable[[], Any], events: Callable[[], Any]) -> Foreseen:
    """The dates stay: what changes is that rooms are taken and the page is seen."""

    def look(_result: Any) -> tuple[list[Change], list[str]]:
        found = list(events().with_plan().order_by("starts_at", "pk"))
        return [_public(event) for event in found], warnings_of(found)

    (changes, warnings), _letters = rehearse(act, look)
    return Foreseen(changes, warnings)


def _public(event: Event) -> Change:
    rooms = {str(room) for session in event.sessions.all() for room in session.resources.all()}
    when = ", ".join(told(session, event) for session in event.sessions.all())
    seen = _("open to: %(access)s") % {"access": event.get_access_display()}
    taken = _("rooms taken: %(rooms)s") % {"rooms": ", ".join(sorted(rooms)) or "–"}
    return (event, when, f"{event.get_state_display()}, {seen}, {taken}")
