"""A new draft from an event: its words, places, questions, sessions with rooms and talks; nobody who is registered."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.actions.scheduling import add_session, keep, settle_seatings
from events.agenda.models import Event, Series, Session, Talk
from events.agenda.naming import free_slug
from events.agenda.plans import Shift
from incubator.errors import Refused
from incubator.journal.models import record
from incubator.moments import shifted
from incubator.words import LANGUAGES

#: What belongs to the one event, not to what it is about.
OWN = {
    "id", "uid", "slug", "series", "state", "starts_at", "ends_at", "schedule_rev", "search", "sort_key", "imported_key",
    "copied_from", "created_at", "published_at", "cancelled_at", "cancel_reason",
}  # fmt: skip
WINDOW = ("opens_at", "closes_at", "cancel_until")


def facts(row: models.Model, *own: str) -> dict[str, Any]:
    """The columns of a row that go into its copy."""
    kept = (field for field in row._meta.concrete_fields if field.name not in {"id", "uid", *own})
    return {field.attname: getattr(row, field.attname) for field in kept}


@transaction.atomic
def copy(
    event_id: int,
    *,
    by: Any,
    day: date,
    hour: time | None = None,
    fold: int | None = None,
    series: Series | None = None,
) -> Event:
    """The first session falls on `day`, the others and the registration window keep their distance to it (wall times)."""
    source = Event.objects.get(pk=event_id)
    sessions = list(source.sessions.prefetch_related("resources", "talks__speakers"))
    if not sessions:
        raise Refused(_("Give it a date first."))
    shift = Shift((day - sessions[0].day).days, hour, fold)
    made = _draft(source, shift, series=series, day=day)
    _copy_rows(source, made)
    for session in sessions:
        _copy_session(session, made, shift, sessions[0])
    record("copy", made, by=by, copied_from=source.pk)
    made.refresh_from_db()
    return made


def _draft(source: Event, shift: Shift, *, series: Series | None, day: date) -> Event:
    made = Event(**facts(source, *OWN), series=series, copied_from=source)
    made.slug = free_slug(source.title_fr, day)
    for name in WINDOW:
        if moment := getattr(source, name):
            local = timezone.localdate(moment)
            setattr(made, name, shifted(moment, date.fromordinal(local.toordinal() + shift.days)))
    return keep(made)


def _copy_rows(source: Event, made: Event) -> None:
    """Files stay where they are: they are about the one event. Links go along."""
    settle_seatings(made.pk, {seating.way: seating.capacity for seating in source.seatings.all()})
    made.themes.set(source.themes.all())
    made.speakers.set(source.speakers.all())
    rows: Iterable[Any] = [*source.questions.all(), *source.materials.filter(document=None)]
    for row in rows:
        type(row).objects.create(event=made, **facts(row, "event"))


def _copy_session(session: Session, made: Event, shift: Shift, first: Session) -> None:
    words = {f"title_{code}": getattr(session, f"title_{code}") for code in LANGUAGES}
    when = shift.of(session, first, made)
    twin = add_session(made.pk, when, resources=session.resources.all(), **words)
    later = shift.hour is not None
    for talk in session.talks.all():
        values = facts(talk, "session") | ({"hour": _moved(talk.hour, first.hour, shift.hour)} if later else {})  # type: ignore[arg-type]
        Talk.objects.create(session=twin, **values).speakers.set(talk.speakers.all())


def _moved(hour: time, before: time, after: time) -> time:
    minutes = (hour.hour - before.hour + after.hour) * 60 + hour.minute - before.minute + after.minute
    return time(minutes // 60 % 24, minutes % 60)
