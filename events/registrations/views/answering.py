"""What a person answers: a page with one button, the same for account and signed link. Opening it changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.registrations import actions
from events.registrations.looking import Card, shell_for
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.errors import Refused

Act = Callable[..., Registration]


@dataclass(frozen=True)
class Deed:
    title: Any
    lead: Any
    button: Any
    act: Act
    may: Callable[[Card], bool]


def _confirm(pk: Any, *, by: Any) -> Registration:
    return actions.confirm_address(pk)


DEEDS = {
    "confirm": Deed(
        gettext_lazy("Confirm my registration"),
        gettext_lazy("With this button you say that the address is yours and that you want to come."),
        gettext_lazy("Confirm my registration"),
        _confirm,
        lambda card: card.row.state == R.UNCONFIRMED,
    ),
    "accept": Deed(
        gettext_lazy("Accept the place"),
        gettext_lazy("A place is kept for you. With this button it is yours."),
        gettext_lazy("Accept the place"),
        actions.accept,
        lambda card: card.may_accept or card.may_wait_again,
    ),
    "take": Deed(
        gettext_lazy("Take the free place"),
        gettext_lazy("Whoever of those waiting comes first takes it."),
        gettext_lazy("Take the place"),
        actions.take,
        lambda card: card.may_take,
    ),
    "withdraw": Deed(
        gettext_lazy("Withdraw my registration"),
        gettext_lazy("What you give up passes to the next in line at once, and cannot be taken back."),
        "",
        actions.withdraw,
        lambda card: card.may_withdraw,
    ),
}


#: Who holds no place gives none up.
LEFT = gettext_lazy("Your place in line ends with it. As long as registration is open, you can register again.")


def answered(request: HttpRequest, card: Card, verb: str) -> HttpResponse:
    if request.method == "POST":
        _act(request, card, verb)
        return redirect(card.url("detail"))
    deed = DEEDS[verb]
    lead = LEFT if verb == "withdraw" and not card.row.is_seated else deed.lead
    shown = {"card": card, "event": card.row.event, "lead": lead, "deed": deed, "may": deed.may(card), "verb": verb}
    shown["shell"] = shell_for(None if card.of_guest else request.user)
    return TemplateResponse(request, "events/registrations/registration_answer.html", shown)


def _act(request: HttpRequest, card: Card, verb: str) -> None:
    by = None if card.of_guest else request.user
    try:
        done = DEEDS[verb].act(card.row.pk, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    is_sad = verb == "accept" and done.state != R.REGISTERED
    (messages.warning if is_sad else messages.success)(request, _said(verb, card.row.state, done.state))


def _said(verb: str, was: str, now: str) -> str:
    """What came of it; a late acceptance is told as what it is."""
    if verb == "accept" and now != R.REGISTERED:
        return _late(was, now)
    words = {
        R.REGISTERED: _("You are registered. See you there!"),
        R.WAITLISTED: _("You are on the waiting list."),
        R.PENDING: _("Your request is received: the organisers will answer."),
        R.WITHDRAWN: _("Done. Thank you for telling us: the place helps somebody else."),
    }
    return words.get(R(now), _("Done."))


def _late(was: str, now: str) -> str:
    if now == R.OFFERED:
        return _("The time to answer was over, but a place is free again: it is offered to you anew.")
    if was == R.LAPSED:
        return _("You are back on the waiting list, at your old place.")
    return _("The time to answer was over. You are back on the waiting list, at your old place.")
