"""Registrations at the desk: the list with every state, and the page of one with its history and its letters."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from events.registrations.admin.deeds import DEEDS, STEPS
from events.registrations.admin.export import RegistrationExport
from events.registrations.admin.lists import RegistrationList, chosen_event
from events.registrations.answering import answered
from events.registrations.models import Registration
from events.registrations.states import RegistrationState
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from programs.partners.steps import StepsAdmin


@admin.register(Registration)
class RegistrationAdmin(RegistrationExport, RegistrationList, StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    actions = DEEDS
    steps = STEPS
    change_list_template = "admin/events/registration/change_list.html"
    change_form_template = "admin/events/registration/change_form.html"
    fields = readonly_fields = (
        "event", "who", "mail", "organisation", "startup", "state", "way", "seats", "may_split", "language", "origin",
        "entered_by", "created_at", "confirmed_at", "in_line", "offered_at", "offer_until", "ended_at", "reason",
    )  # fmt: skip
    verbs = {
        "register": _("Asked"),
        "confirm_address": _("Address confirmed"),
        "ask": _("Waits for approval"),
        "wait": _("On the waiting list"),
        "offer": _("Place offered"),
        "approve": _("Request accepted"),
        "reject": _("Request declined"),
        "withdraw": _("Registration withdrawn"),
        "accept": _("Offer accepted"),
        "take": _("Took a free place"),
        "lapse": _("Time to answer over"),
        "wait_again": _("Back on the waiting list"),
        "cancel": _("Event cancelled"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = self.model.objects.visible_to(request.user).with_card().select_related("registered_by")
        return rows.select_related("event__site", "seating", "person", "startup", "registered_by").order_by(
            *self.get_ordering(request)
        )

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "exported_event": chosen_event(request)})

    @admin.display(description=_("by"))
    def entered_by(self, row: Registration) -> str:
        return str(row.registered_by or "–")

    def beside(self, row: Registration) -> dict[str, Any]:
        asked = [(question.label, answered(question, row.answers)) for question in row.event.questions.all()]
        is_waiting = row.state == RegistrationState.WAITLISTED
        ahead = row.seating.registrations.waiting().filter(queue_no__lt=row.queue_no).count() if is_waiting else 0
        return {
            "answers": asked,
            "letters": [(kinds.label(letter.kind), letter) for letter in Letter.objects.about(row)[:50]],
            "position": ahead + 1 if is_waiting else None,
        }
