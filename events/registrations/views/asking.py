"""Registering: with an account, as a guest, or by the link of an invitation."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.agenda.models import Event
from events.registrations import actions, links, rules
from events.registrations.forms import GuestForm, InvitedForm, MemberForm, RegisterForm
from events.registrations.looking import Ask, shell_for
from events.registrations.models import Registration
from events.registrations.queries import live_of
from incubator.access import for_everyone, for_object
from incubator.addresses import limiter_key
from incubator.errors import Refused


@never_cache
@for_object(Event, may=rules.may_ask, by="slug", public=True, secret=True)
def event_register(request: HttpRequest, event: Event) -> HttpResponse:
    if known := live_of(request.user, event):
        if request.method == "POST":
            messages.info(request, _("Your registration is stored already."))
        return redirect(known)
    seatings = list(event.seatings.all())
    if request.user.is_authenticated:
        member = MemberForm(request.POST or None, user=request.user, event=event, seatings=seatings)
        made = _registered(member, by=request.user)
        return redirect(made) if made else _page(request, event, member)
    guest = GuestForm(request.POST or None, event=event, seatings=seatings)
    if guest.is_bound and guest.is_valid():
        if not ratelimit.consume(request, action="event_register"):
            return ratelimit.respond_429(request)
        if _is_answered(request, guest):
            return redirect("events:event_register_sent", event.slug)
    return _page(request, event, guest)


def _is_answered(request: HttpRequest, form: GuestForm) -> bool:
    """Machines, addresses written to too often and addresses that are registered get the answer that everybody gets."""
    key = limiter_key(form.cleaned_data["email"])
    if form.is_trapped or not ratelimit.consume(request, action="event_register_address", key=key):
        return True
    return bool(_registered(form, by=None))


@require_safe
@for_object(Event, may=rules.may_ask, by="slug", public=True, secret=True)
def event_register_sent(request: HttpRequest, event: Event) -> HttpResponse:
    """The same page for every address: nobody learns who is registered."""
    return _sent(request, event)


@never_cache
@for_everyone
def guest_register(request: HttpRequest, token: str) -> HttpResponse:
    """Opened from an invitation: the link proves the address, so nothing is left to confirm."""
    invitee = links.invitee_by(token)
    if invitee is None or not invitee.event.is_live:
        raise Http404
    event = invitee.event
    if request.user.is_authenticated and request.user.email == invitee.email:
        return redirect("events:event_register", event.slug)
    form = InvitedForm(request.POST or None, invitee=invitee, seatings=list(event.seatings.all()))
    if form.is_bound and form.is_valid() and form.is_trapped:
        return _sent(request, event)
    if made := _registered(form, by=None):
        if made.person_id is None:
            actions.confirm_address(made.pk)
        return redirect("events:guest_detail", links.token_of(made))
    return _page(request, event, form)


def _registered(form: Any, *, by: Any) -> Registration | None:
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return actions.register(form.event.pk, form.registrant(), form.wish(), by=by)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def _sent(request: HttpRequest, event: Event) -> HttpResponse:
    shown = {"event": event, "shell": shell_for(request.user)}
    return TemplateResponse(request, "events/registrations/event_register_sent.html", shown)


def _page(request: HttpRequest, event: Event, form: RegisterForm) -> HttpResponse:
    shown = {"event": event, "form": form, "ask": Ask(event, form), "shell": shell_for(request.user)}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "events/registrations/event_register.html", shown, status=status)
