"""The dates of a training, and registering for one: a seat in the event and its price in one step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.registrations.forms import MemberForm
from events.registrations.looking import Ask
from events.registrations.models import Registration
from events.registrations.queries import live_of
from events.registrations.states import SEATED
from incubator.access import for_object
from incubator.errors import Refused
from services.catalogue.models import Service
from services.ledger.models import Entitlement
from services.ledger.needs import missing
from services.ledger.queries import balances
from services.trainings import actions, queries, rules
from services.trainings.models import TrainingOffer
from startups.models import Startup
from startups.queries import seats_of


@require_safe
@for_object(Service, may=rules.may_see_dates, by="slug", public=True, secret=True)
def training_dates(request: HttpRequest, service: Service) -> HttpResponse:
    seats = list(seats_of(request.user)) if request.user.is_authenticated else []
    offers = list(queries.offers_of(service, request.user))
    paid = queries.paid_dates([seat.startup for seat in seats], offers) if seats else set()
    standings = [_standing(seat.startup, service) for seat in seats]
    page = {
        "service": service,
        "may_register": any(one["is_enough"] and not one["missing"] for one in standings),
        "paid_events": {event for _startup, event in paid},
        "dates": queries.dates(offers, request.user),
        "standings": standings,
    }
    return TemplateResponse(request, "services/trainings/training_dates.html", page)


def _standing(startup: Startup, service: Service, *, is_paid: bool = False) -> dict[str, Any]:
    rows = balances(Entitlement.objects.filter(startup=startup).covering(service))
    usable, lacks = sum(row.usable for row in rows), missing(startup, service)
    is_enough = is_paid or usable >= service.price
    return {"startup": startup, "missing": lacks, "usable": usable, "is_enough": is_enough, "is_paid": is_paid}


@never_cache
@for_object(TrainingOffer, may=rules.may_register, by="event__slug")
def training_register(request: HttpRequest, offer: TrainingOffer) -> HttpResponse:
    event, service = offer.event, offer.service
    if known := live_of(request.user, event):
        messages.info(request, _("Your registration is stored already."))
        return redirect(known)
    seatings, data = list(event.seatings.all()), request.POST if request.method == "POST" else None
    form = MemberForm(data, user=request.user, event=event, seatings=seatings)
    if form.is_bound and form.is_valid() and (made := _registered(form, offer, by=request.user)):
        messages.success(request, _told(made))
        return redirect(made)
    paid = queries.paid_dates(form.startups.values(), [offer])
    page = {
        "service": service,
        "event": event,
        "form": form,
        "ask": Ask(event, form),
        "standings": [_standing(one, service, is_paid=(one.pk, event.pk) in paid) for one in form.startups.values()],
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "services/trainings/training_register.html", page, status=status)


def _registered(form: MemberForm, offer: TrainingOffer, *, by: Any) -> Registration | None:
    try:
        return actions.register(offer.pk, form.registrant(), form.wish(), by=by)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def _told(made: Registration) -> str:
    if made.state in SEATED:
        return _("You are registered, and the credits are reserved.")
    return _("Your request is stored. Credits are reserved only when a place is yours.")
