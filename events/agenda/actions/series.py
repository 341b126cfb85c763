"""Events made together. Each stays an event of its own; what is done to all is done to all or to none."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.agenda.actions.copying import copy
from events.agenda.actions.publishing import publish
from events.agenda.models import Event, Series
from events.agenda.plans import MOST_DATES
from incubator import spoken
from incubator.errors import Refused
from incubator.journal.models import record


@contextmanager
def naming(day: date) -> Iterator[None]:
    """What is refused for one of many says for which."""
    told = spoken.weekday(day)
    try:
        yield
    except Refused as refusal:
        said = str(refusal)
        if not said.startswith(told):
            said = _("%(label)s: %(error)s") % {"label": told, "error": refusal}
        raise Refused(said, field=refusal.field) from refusal


@transaction.atomic
def make_series(
    event_id: int,
    days: Sequence[date],
    *,
    by: Any,
    rule: dict[str, Any],
    fold: int | None = None,
    publishes: bool = False,
) -> Event:
    """The event and one copy of it on each day; `publishes` takes the rooms of all. Raises Refused, naming the date, and makes none."""
    first = Event.objects.locked().get(pk=event_id)
    if first.series_id:
        raise Refused(_("It belongs to a series already."))
    wanted = sorted(set(days) - {session.day for session in first.sessions.all()[:1]})
    if not 1 <= len(wanted) < MOST_DATES:
        raise Refused(_("A series has between 2 and %(most)d dates.") % {"most": MOST_DATES})
    first.series = Series.objects.create(title=first.title_fr, rule=rule)
    first.save(update_fields=["series"])
    for day in wanted:
        with naming(day):
            made = copy(event_id, by=by, day=day, fold=fold, series=first.series)
            if publishes:
                publish(made.pk, by=by)
    record("make_series", first, by=by, dates=len(wanted) + 1, rule=rule)
    return first


@transaction.atomic
def publish_series(event_id: int, *, by: Any) -> Event:
    """Every draft of its series; raises Refused, naming the date, and publishes none."""
    asked = Event.objects.get(pk=event_id)
    for event in Event.objects.drafts().filter(series=asked.series_id).order_by("starts_at", "pk"):
        with naming(event.starts_on or date.today()):  # noqa: DTZ011 -- a draft without a date is refused at once
            publish(event.pk, by=by)
    asked.refresh_from_db()
    return asked
