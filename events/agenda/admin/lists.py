"""The list of events: filters, columns that each officer keeps, places at a glance."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.agenda.clashes import in_conflict
from events.agenda.models import Event
from incubator.listing import SavedColumns, SearchByKey, state_of
from incubator.spoken import brief_moment
from incubator.words import choice


def month_around(now: datetime) -> tuple[datetime, datetime]:
    """From the first of this month to that of the next, on the clock of Casablanca."""
    first = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first, (first + timedelta(days=32)).replace(day=1)


class WhenFilter(admin.SimpleListFilter):
    title, parameter_name = _("when"), "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("coming", _("to come")),
            ("month", _("this month")),
            ("soon", _("drafts with a date soon")),
            ("past", _("past")),
            ("undated", _("without a date")),
        ]

    def queryset(self, request: HttpRequest, rows: QuerySet[Event]) -> QuerySet[Event]:
        now = timezone.now()
        first, last = month_around(now)
        wanted = {
            "coming": Q(ends_at__gt=now),
            "month": Q(starts_at__lt=last, ends_at__gt=first),
            "past": Q(ends_at__lte=now),
            "undated": Q(starts_at=None),
        }.get(self.value() or "")
        if self.value() == "soon":
            return rows.filter(pk__in=Event.objects.soon().values("pk"))
        return rows.filter(wanted) if wanted is not None else rows


class ConflictFilter(admin.SimpleListFilter):
    title, parameter_name = _("rooms"), "rooms"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("conflict", _("taken or out of order"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Event]) -> QuerySet[Event]:
        return rows.filter(pk__in=in_conflict().values("pk")) if self.value() == "conflict" else rows


class EventList(SavedColumns, SearchByKey):
    all_columns: tuple[str, ...] = (
        "name", "begins", "kind", "progress", "place", "mode", "filled", "series", "language", "access", "published_at",
    )  # fmt: skip
    usual_columns: tuple[str, ...] = ("begins", "kind", "progress", "place", "filled")
    list_filter = ("state", WhenFilter, "kind", "mode", "site", ConflictFilter)
    list_select_related = ("site", "series")
    ordering = ("-starts_at", "-pk")
    sortable_by = ("name", "begins", "progress", "kind")
    search_help_text = _("Title, audience or place; accents and case do not matter.")

    @admin.display(description=_("title"), ordering="sort_key")
    def name(self, event: Event) -> str:
        return event.title

    @admin.display(description=_("begins"), ordering="starts_at")
    def begins(self, event: Event) -> str:
        return brief_moment(event.starts_at.astimezone(event.clock).replace(tzinfo=None)) if event.starts_at else "–"

    @admin.display(description=_("state"), ordering="state")
    def progress(self, event: Event) -> SafeString:
        return state_of(event)

    @admin.display(description=_("place"))
    def place(self, event: Event) -> str:
        return event.where or choice(event, "mode")

    @admin.display(description=_("places taken"))
    def filled(self, event: Event) -> str:
        """One pair for each way: taken / all."""
        pairs = [f"{s.seats_taken} / {'∞' if s.capacity is None else s.capacity}" for s in event.seatings.all()]
        return " + ".join(pairs) or "–"
