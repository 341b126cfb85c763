"""Bookings at the desk: the list with its queues, and the page of one with its steps, its record and its letters."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incubator.listing import SearchByKey, state_of
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.spoken import brief_moment
from incubator.words import choice
from programs.partners.steps import Step, StepsAdmin
from services.bookings import actions, records
from services.bookings.actions import Choice
from services.bookings.admin.deeds import DEEDS
from services.bookings.admin.export import BookingExport
from services.bookings.admin.filters import CoachFilter, DayFilter, QueueFilter, ServiceFilter, SiteFilter
from services.bookings.admin.forms import ForgiveForm, MoveForm, ReasonForm
from services.bookings.models import ActionItem, Booking
from services.bookings.rules import is_coming
from services.bookings.states import BOOKING, BookingState


def move(pk: Any, *, by: Any, choice: Choice) -> Booking:
    return actions.move(pk, choice, by=by, for_staff=True)


def _step(verb: str, label: Any, act: Any, form: type[forms.Form] = forms.Form, **how: Any) -> Step:
    may: Callable[[Any], bool] = how.pop("may", lambda row: BOOKING.allows(verb, row.state))
    return Step(verb, label, act, form=form, may=may, **how)


def _has_begun(verb: str) -> Callable[[Booking], bool]:
    return lambda row: BOOKING.allows(verb, row.state) and row.starts_at <= timezone.now() and not row.is_forgiven


def _may_forgive(row: Booking) -> bool:
    return row.state in {BookingState.NO_SHOW, BookingState.LATE} and not row.is_forgiven


STEPS = [
    _step("approve", _("Approve"), actions.approve, is_main=True, told=_("Both sides are told by mail.")),
    _step("reject", _("Do not approve"), actions.reject, ReasonForm, told=_("The credits come back.")),
    _step("attend", _("It took place"), actions.attend, may=_has_begun("attend"), told=_("Its credits are used.")),
    _step("miss", _("Nobody came"), actions.miss, may=_has_begun("miss"), told=_("Its credits are used.")),
    _step(
        "move",
        _("Move to another time"),
        move,
        MoveForm,
        form_knows=True,
        may=lambda row: row.state == BookingState.CONFIRMED and is_coming(row),
    ),
    _step(
        "call_off",
        _("Call off"),
        actions.call_off,
        ReasonForm,
        told=_("By the programme: the credits come back at once, and both sides are told."),
    ),
    _step("forgive", _("Forgive the absence"), actions.forgive, ForgiveForm, may=_may_forgive),
]


class BookingAdmin(BookingExport, SearchByKey, StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    steps = STEPS
    actions = DEEDS
    list_display = ("when", "startup_name", "service_name", "coach", "where", "progress")
    list_filter = (
        QueueFilter,
        "state",
        ServiceFilter,
        CoachFilter,
        SiteFilter,
        ("starts_at", DayFilter),
    )
    search_fields = ("startup__search",)
    ordering = ("-starts_at", "pk")
    change_list_template = "admin/services/booking/change_list.html"
    change_form_template = "admin/services/booking/change_form.html"
    fields = readonly_fields = (
        "startup", "service", "provider", "asked_by", "goal", "when", "minutes", "place", "site", "price", "state",
        "created_at", "confirmed_at", "ended_at", "reason", "noted_at", "is_forgiven", "rating", "rating_comment",
    )  # fmt: skip
    verbs = {
        "confirm": _("Confirmed"),
        "ask": _("Waits for approval"),
        "expire": _("Time over"),
        "cancel": _("Cancelled by the startup"),
        "cancel_late": _("Cancelled late by the startup"),
        "rate": _("Rated"),
        "substitute": _("Somebody else receives the startup"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = self.model.objects.visible_to(request.user).with_card().exclude(state=BookingState.HELD)
        return rows.order_by(*self.ordering)

    def beside(self, row: Booking) -> dict[str, Any]:
        return {
            "record": records.for_provider(row),
            "items": list(ActionItem.objects.filter(booking=row)),
            "letters": [(kinds.label(letter.kind), letter) for letter in Letter.objects.about(row)[:50]],
        }

    @admin.display(description=_("when"), ordering="starts_at")
    def when(self, row: Booking) -> str:
        return brief_moment(row.starts_at)

    @admin.display(description=_("startup"), ordering="startup__sort_key")
    def startup_name(self, row: Booking) -> str:
        return row.startup.name

    @admin.display(description=_("service"))
    def service_name(self, row: Booking) -> str:
        return row.service.name

    @admin.display(description=_("with"))
    def coach(self, row: Booking) -> str:
        return str(row.provider or "–")

    @admin.display(description=_("site"))
    def where(self, row: Booking) -> str:
        return row.site.name if row.site else choice(row, "place")

    @admin.display(description=_("state"), ordering="state")
    def progress(self, row: Booking) -> SafeString:
        return state_of(row)
