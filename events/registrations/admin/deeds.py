"""Deeds on many registrations at once; each says beforehand who is skipped and why."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.registrations import actions
from events.registrations.admin.forms import LeaveForm, ReasonForm
from events.registrations.models import Registration
from events.registrations.states import REGISTRATION, RegistrationState
from incubator.desk import Deed, Skipped
from programs.partners.steps import Step

Plan = Callable[[QuerySet[Any], Any], tuple[list[Any], list[Skipped]]]
R = RegistrationState


def why_not(row: Registration, verb: str) -> str:
    """The reason to skip it, or nothing. A lapsed offer is made again by the person herself."""
    if not REGISTRATION.allows(verb, row.state) or (verb == "offer" and row.state == R.LAPSED):
        return _("is “%(state)s”") % {"state": row.get_state_display()}
    if not row.event.is_live and verb != "withdraw":
        return _("is of an event that is not open")
    if verb == "offer" and row.seating.left is not None and row.seating.left < row.seats:
        return _("cannot be offered a place: none is free")
    return ""


def _plan(verb: str) -> Plan:
    def plan(rows: QuerySet[Any], user: Any) -> tuple[list[Any], list[Skipped]]:
        judged = [(row, why_not(row, verb)) for row in rows]
        return [row for row, why in judged if not why], [Skipped(row, why) for row, why in judged if why]

    return plan


def withdraw(pk: Any, *, by: Any, reason: str) -> Registration:
    return actions.withdraw(pk, by=by, reason=reason, for_staff=True)


#: verb → what the button says, what is done, what is asked, what is told beforehand
VERBS: dict[str, tuple[Any, Callable[..., Any], type[forms.Form], Any]] = {
    "approve": (
        gettext_lazy("Approve"),
        actions.approve,
        forms.Form,
        gettext_lazy("A place while there is one, else the waiting list; the person is told."),
    ),
    "reject": (
        gettext_lazy("Do not approve"),
        actions.reject,
        ReasonForm,
        gettext_lazy("The person is told, with the reason."),
    ),
    "offer": (
        gettext_lazy("Offer a place out of turn"),
        actions.offer,
        forms.Form,
        gettext_lazy("The line keeps its order for the others."),
    ),
    "withdraw": (
        gettext_lazy("Withdraw for the person"),
        withdraw,
        LeaveForm,
        gettext_lazy("The place passes to whoever waits first."),
    ),
}
DEEDS = [
    Deed(name=verb, label=label, plan=_plan(verb), act=act, form=form)
    for verb, (label, act, form, _told) in VERBS.items()
]


def _may(verb: str) -> Callable[[Registration], bool]:
    return lambda row: not why_not(row, verb)


STEPS = [
    Step(verb, label, act, may=_may(verb), told=told, form=form, is_main=verb == "approve")
    for verb, (label, act, form, told) in VERBS.items()
]
