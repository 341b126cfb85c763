"""Registrations of an event, and the list of events, as sheets: streamed, a few queries whatever their number."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.agenda.models import Event, Question
from events.registrations.answering import answered
from events.registrations.models import Registration
from incubator.exports import BLOCK, WRITERS, ListExport, Sheet
from incubator.journal.models import record


class RegistrationExport:
    """Mixin of the admin of registrations."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.export))  # type: ignore[attr-defined]
        named = path("export/<int:event_id>/<slug:kind>/", view, name="events_registration_export")
        return [named, *super().get_urls()]  # type: ignore[misc]

    def export(self, request: HttpRequest, event_id: int, kind: str) -> HttpResponseBase:
        event = Event.objects.visible_to(request.user).filter(pk=event_id).first()
        if event is None or kind not in WRITERS:
            raise Http404
        with transaction.atomic():
            record("export", event, by=request.user, kind=kind)
        questions = list(event.questions.all())
        head = [*_heads(), *(question.label for question in questions)]
        return WRITERS[kind](f"{event.slug}-{_('registrations')}", head, _rows(event, questions))


def _heads() -> list[str]:
    return [
        _("Name"), _("E-mail address"), _("Organisation"), _("Startup"), _("State"), _("Way"), _("Places"), _("Language"),
        _("Asked"), _("Registered"), _("Number in the queue"), _("Reason"),
    ]  # fmt: skip


def _rows(event: Event, questions: list[Question]) -> Iterator[list[Any]]:
    """In the language of the page, also while the file is already on its way."""
    rows = Registration.objects.filter(event=event).with_card().order_by("created_at", "pk")
    with override(get_language()):
        for row in rows.iterator(chunk_size=BLOCK):
            yield [*_facts(row), *(answered(question, row.answers) for question in questions)]


def _facts(row: Registration) -> list[Any]:
    return [
        row.who,
        row.address,
        row.organisation,
        row.startup.name if row.startup else "",
        row.get_state_display(),
        row.seating.get_way_display(),
        row.seats,
        row.language,
        row.created_at,
        row.confirmed_at,
        row.queue_no,
        row.reason,
    ]


class EventExport(ListExport):
    """Mixin of the admin of events: the list as it is filtered."""

    def sheet(self, rows: Any) -> Sheet:
        return _("events"), _event_heads(), _event_rows(rows)


def _event_heads() -> list[str]:
    return [
        _("Title"), _("State"), _("Kind"), _("Begins"), _("Ends"), _("Time zone"), _("Where"), _("Place"), _("Language"),
        _("Open to"), _("Places taken"), _("Places"), _("Series"), _("Address of the page"),
    ]  # fmt: skip


def _event_rows(rows: Any) -> Iterator[list[Any]]:
    found = rows.select_related("site", "series").prefetch_related("seatings")
    with override(get_language()):
        for event in found.iterator(chunk_size=BLOCK):
            yield _event_facts(event)


def _event_facts(event: Event) -> list[Any]:
    seatings = list(event.seatings.all())
    limits = [seating.capacity for seating in seatings]
    return [
        event.title,
        event.get_state_display(),
        event.get_kind_display(),
        event.starts_at,
        event.ends_at,
        event.zone,
        event.get_mode_display(),
        event.where,
        event.get_language_display(),
        event.get_access_display(),
        sum(seating.seats_taken for seating in seatings),
        None if None in limits else sum(limit for limit in limits if limit is not None),
        event.series.title if event.series else "",
        event.slug,
    ]
