"""The page and the list of events with what concerns people: who comes, who waits, and the steps that tell them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.agenda.admin.events import EventAdmin
from events.agenda.models import Event
from events.registrations import actions
from events.registrations.admin.export import EventExport
from events.registrations.admin.steps import STEPS
from events.registrations.models import Registration
from events.registrations.states import RegistrationState
from programs.partners.mailings import VERBS as MAILED

#: Steps in the order in which they stand on the page.
ORDER = (
    "publish", "publish_series", "register", "invite", "places", "move", "add_date", "drop_date", "write", "copy", "make_series",
    "close", "cancel",
)  # fmt: skip
SHOWN = 20
EXPORTS = (("xlsx", "Excel"), ("csv", "CSV"))


class RegisteredEventAdmin(EventExport, EventAdmin):
    """Registered by the face of the app, which adds the steps of higher slices."""

    steps = [*EventAdmin.steps, *STEPS]
    verbs: dict[str, Any] = {
        **EventAdmin.verbs,
        "add": _("Made"),
        "change": _("Changed"),
        "invite": _("Guests invited"),
        "resize": _("Places changed"),
        "overbook": _("One place more for somebody"),
        "export": _("Registrations exported"),
        "keep_material": _("Material kept"),
        "add_session": _("A date added"),
        "copy": _("Copied from another event"),
        **MAILED,
    }

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        form.place_before = actions.place_of(obj.pk) if change else ()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Who is registered learns of another room or site at once."""
        super().save_related(request, form, formsets, change)
        if change and actions.tell_place(form.instance.pk, form.place_before):
            messages.info(request, _("Whoever is registered gets a letter with the new place."))

    def possible(self, thing: Event) -> list[Any]:
        return sorted(super().possible(thing), key=lambda step: ORDER.index(step.name) if step.name in ORDER else 99)

    def beside(self, event: Event) -> dict[str, Any]:
        rows = Registration.objects.filter(event=event).order_by()
        counts = dict(rows.values_list("state").annotate(count=Count("pk")))
        waiting = rows.waiting().with_card()[:SHOWN] if counts.get(RegistrationState.WAITLISTED) else []
        return {
            **super().beside(event),
            "counts": [(state, state.label, counts[state]) for state in RegistrationState if state in counts],
            "registered": sum(counts.values()),
            "waiting": list(waiting),
            "exports": EXPORTS,
        }
