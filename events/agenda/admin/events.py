"""The staff's page of an event: words, dates, places, questions, and the steps of its life."""

from typing import Any

from django import forms
from django.db.models import ForeignKey, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.agenda import actions
from events.agenda.actions.copying import OWN
from events.agenda.admin.choosing import LISTS, offered, rows_of
from events.agenda.admin.forms import EventForm
from events.agenda.admin.inlines import InviteeInline, QuestionInline, SessionInline, save_sessions
from events.agenda.admin.lists import EventList
from events.agenda.admin.refusing import Refusing
from events.agenda.admin.steps import STEPS
from events.agenda.checks import warnings_of
from events.agenda.models import Event, Session
from events.agenda.naming import free_slug
from events.agenda.states import Access, EventState
from incubator.journal.models import record
from programs.partners.steps import StepsAdmin

WORDS = ("title", "summary", "description", "audience", "access_note")
#: Settled once people may be registered; steps change what can be changed.
FIXED = ("mode", "zone", "room_places", "online_places")


def _words(code: str) -> dict[str, Any]:
    return {"fields": tuple(f"{name}_{code}" for name in WORDS)}


class EventAdmin(Refusing, EventList, StepsAdmin):
    """Registered by events.registrations, which adds what concerns people."""

    form = EventForm
    change_list_template = "admin/events/event/change_list.html"
    change_form_template = "admin/events/event/change_form.html"
    steps = STEPS
    verbs: dict[str, Any] = {
        "move": _("Moved"),
        "remove_session": _("A date taken out"),
        "retime": _("The legal time has changed"),
    }
    fieldsets: Any = (
        (None, {"fields": (("kind", "language"), "state", "slug", "series")}),
        ("Français", _words("fr")),
        ("English", _words("en")),
        ("العربية", _words("ar")),
        (
            _("Where"),
            {"fields": ("mode", "site", "venue", ("city", "country"), "map_url", "website", "online_url", "zone")},
        ),
        (
            _("Places and registration"),
            {
                "fields": (
                    ("room_places", "online_places"),
                    ("takes_registrations", "needs_approval", "has_waiting_list"),
                    ("most_seats", "most_per_startup"),
                    "opens_at",
                    "closes_at",
                    "cancel_until",
                )
            },
        ),
        (_("For whom"), {"fields": ("access", "programme", "cohort")}),
        (
            _("Themes, speakers, certificate"),
            {"fields": ("themes", "speakers", ("certificate", "certificate_share"))},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("site", "series").prefetch_related("seatings")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Event | None:
        """Everything that its page shows, fetched once for a page that is looked at."""
        key = f"_event_{object_id}"
        if request.method == "GET" and hasattr(request, key):
            return getattr(request, key)
        found: Any = super().get_object(request, object_id, from_field)
        if found is not None:
            prefetch_related_objects([found], "sessions__resources", "speakers", "themes")
        setattr(request, key, found)
        return found

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> tuple[str, ...]:
        return ("state", "slug", "series")

    def get_fieldsets(self, request: HttpRequest, obj: Event | None = None) -> Any:
        """What a step changes later is typed while it is a draft, and stands beside afterwards."""
        if obj is None or obj.state == EventState.DRAFT:
            return self.fieldsets
        return [(name, {**more, "fields": _without(more["fields"])}) for name, more in self.fieldsets]

    def get_inlines(self, request: HttpRequest, obj: Event | None = None) -> list[Any]:
        guests = [InviteeInline] if obj and obj.access == Access.INVITATION else []
        return [SessionInline, *([QuestionInline] if obj else []), *guests]

    def get_form(self, request: HttpRequest, obj: Event | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        settled = obj is not None and obj.state != EventState.DRAFT
        # a field set to None is taken out of the form
        return type("EventFormHere", (form,), dict.fromkeys(FIXED) if settled else {})

    def formfield_for_foreignkey(self, field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name not in LISTS:
            return super().formfield_for_foreignkey(field, request, **kwargs)
        rows = rows_of(field.name, request.user)
        made: Any = super().formfield_for_foreignkey(field, request, **{**kwargs, "queryset": rows})
        made.choices = lambda: [("", made.empty_label), *offered(request, field.name)]
        return made

    def formfield_for_manytomany(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        rows = rows_of(field.name, request.user)
        kwargs |= {"queryset": rows, "widget": forms.SelectMultiple(attrs={"size": 5})}
        made: Any = super().formfield_for_manytomany(field, request, **kwargs)
        made.choices = lambda: offered(request, field.name)
        return made

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        if change:
            now = Event.objects.locked().get(pk=obj.pk)
            for name in OWN - {"id"}:
                setattr(obj, name, getattr(now, name))
        else:
            obj.slug = free_slug(obj.title_fr)
        actions.keep(obj)
        record("change" if change else "add", obj, by=request.user, fields=form.changed_data)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        event = form.instance
        if event.state == EventState.DRAFT:
            actions.settle_seatings(event.pk, form.capacities())
            if change and "zone" in form.changed_data:
                actions.rezone(event.pk)
        super().save_related(request, form, formsets, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is Session:
            save_sessions(form.instance, formset, by=request.user)
        else:
            super().save_formset(request, form, formset, change)

    def beside(self, event: Event) -> dict[str, Any]:
        return {
            "warnings": warnings_of([event]) if event.state in {EventState.DRAFT, EventState.PUBLISHED} else [],
            "materials": list(event.materials.all()),
        }


def _without(fields: Any) -> tuple[Any, ...]:
    kept = [tuple(f for f in each if f not in FIXED) if isinstance(each, tuple) else each for each in fields]
    return tuple(each for each in kept if each not in (*FIXED, ()))
