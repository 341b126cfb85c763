from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Event
from events.agenda.states import Way
from events.registrations.models import Registration
from events.registrations.seeking import found
from incubator.listing import SavedColumns, cut, state_of
from incubator.spoken import brief_moment
from incubator.words import choice

#: So many coming events stand in the filter; any other comes by the link on its own page.
OFFERED = 25
EVENT = "event__id__exact"


def chosen_event(request: HttpRequest) -> Event | None:
    asked = request.GET.get(EVENT, "")
    return Event.objects.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else None


class EventFilter(admin.SimpleListFilter):
    title, parameter_name = _("event"), EVENT

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        coming = list(Event.objects.coming()[:OFFERED])
        chosen = chosen_event(request)
        extra = [chosen] if chosen and chosen not in coming else []
        return [(str(event.pk), event.title) for event in (*extra, *coming)]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.value() or ""
        return rows.filter(event=asked) if asked.isdecimal() and len(asked) < 18 else rows


class WayFilter(admin.SimpleListFilter):
    title, parameter_name = _("way"), "way"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Way.choices)

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(seating__way=self.value()) if self.value() in Way.values else rows


class StartupFilter(admin.SimpleListFilter):
    title, parameter_name = _("startup"), "startup"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("of a startup")), ("no", _("of none"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(startup__isnull=self.value() == "no") if self.value() in {"yes", "no"} else rows


class RegistrationList(SavedColumns):
    all_columns: tuple[str, ...] = (
        "who", "about", "progress", "way", "seats", "in_line", "of_startup", "organisation", "mail", "asked", "origin",
    )  # fmt: skip
    usual_columns: tuple[str, ...] = ("about", "progress", "way", "in_line", "of_startup", "asked")
    list_filter = ("state", EventFilter, WayFilter, StartupFilter, "origin")
    search_fields = ("name",)
    search_help_text = _("Name, address, organisation or startup; accents and case do not matter.")
    sortable_by = ("progress", "in_line", "asked")

    def get_search_results(self, request: HttpRequest, rows: Any, term: str) -> tuple[Any, bool]:
        return found(rows, term), False

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Rows of one event do not repeat its title."""
        columns = self.kept_columns(request)
        return columns if EVENT not in request.GET else tuple(name for name in columns if name != "about")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """A waiting list stands in its order."""
        waiting = request.GET.get("state__exact") == "waitlisted"
        return ("event", "seating", "queue_no", "pk") if waiting else ("-created_at", "-pk")

    @admin.display(description=_("person"))
    def who(self, row: Registration) -> str:
        return row.who

    @admin.display(description=_("event"))
    def about(self, row: Registration) -> str:
        return cut(row.event.title)

    @admin.display(description=_("state"), ordering="state")
    def progress(self, row: Registration) -> SafeString:
        return state_of(row)

    @admin.display(description=_("way"))
    def way(self, row: Registration) -> str:
        return choice(row.seating, "way")

    @admin.display(description=_("number in the queue"), ordering="queue_no")
    def in_line(self, row: Registration) -> str:
        return str(row.queue_no) if row.queue_no and row.state == "waitlisted" else "–"

    @admin.display(description=_("startup"))
    def of_startup(self, row: Registration) -> str:
        return cut(row.startup.name) if row.startup else "–"

    @admin.display(description=_("e-mail address"))
    def mail(self, row: Registration) -> str:
        return row.address

    @admin.display(description=_("asked"), ordering="created_at")
    def asked(self, row: Registration) -> str:
        return brief_moment(row.created_at)
