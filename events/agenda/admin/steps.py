"""The steps of an event that concern nobody who is registered; events.registrations adds the others."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda import actions
from events.agenda.admin import foresight
from events.agenda.admin.step_forms import CopyForm, SeriesForm
from events.agenda.models import Event
from events.agenda.states import EVENT, EventState
from programs.partners.steps import Step


def allows(verb: str) -> Any:
    return lambda event: EVENT.allows(verb, event.state)


def _has_more(event: Event) -> bool:
    return event.state == EventState.DRAFT and event.series_id is not None


def _is_over(event: Event) -> bool:
    return EVENT.allows("close", event.state) and event.ends_at is not None and event.ends_at <= timezone.now()


STEPS = [
    Step(
        "publish",
        _("Publish"),
        actions.publish,
        may=allows("publish"),
        told=_("The event stands in the programme and takes registrations; its rooms are taken now."),
        foresee=foresight.publish,
        is_main=True,
    ),
    Step(
        "publish_series",
        _("Publish all of the series"),
        actions.publish_series,
        may=_has_more,
        told=_("Every draft of the series, or none: a room that is taken on one date refuses all."),
        foresee=foresight.publish_series,
    ),
    Step(
        "copy",
        _("Copy to new dates"),
        actions.copy,
        may=lambda event: event.starts_at is not None,
        told=_("A new draft with its words, places, questions, dates and rooms. Nobody who is registered, no file."),
        form=CopyForm,
        foresee=foresight.copy,
    ),
    Step(
        "make_series",
        _("Make a series"),
        actions.make_series,
        may=lambda event: event.series_id is None and event.state in {EventState.DRAFT, EventState.PUBLISHED},
        told=_("A copy on each date. Each is an event of its own; they can be moved or cancelled together."),
        form=SeriesForm,
        form_knows=True,
        foresee=foresight.make_series,
    ),
    Step(
        "close",
        _("Close: it has taken place"),
        actions.close,
        may=_is_over,
        told=_("Nothing is offered any more and the rooms are free; attendance and certificates go on."),
    ),
]
