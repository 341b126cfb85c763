"""The catalogue, and the account of a startup. What is booked or asked for is in the slices above."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from incubator.access import for_everyone, for_object
from services.catalogue.models import Service
from services.catalogue.states import Place, ServiceKind
from services.ledger.models import Entitlement
from services.ledger.needs import missing
from services.ledger.queries import balances, history
from startups.models import Startup
from startups.queries import seats_of
from startups.rules import may_read_team

LATEST = 50


@require_safe
@for_everyone
def service_list(request: HttpRequest) -> HttpResponse:
    """What the incubator offers, by kind, along the chain from idea to product."""
    offered: dict[str, list[Service]] = {}
    for service in Service.objects.offered():
        offered.setdefault(service.kind, []).append(service)
    page = {
        "kinds": [(ServiceKind(kind).label, offered[kind]) for kind in ServiceKind.values if kind in offered],
        "seats": list(seats_of(request.user)) if request.user.is_authenticated else [],
        "booked_for": _booked_for(request),
    }
    return TemplateResponse(request, "services/ledger/service_list.html", page)


def _booked_for(request: HttpRequest) -> Startup | None:
    """Staff come from the page of a startup: what they follow from here is for it."""
    if not getattr(request.user, "is_staff", False) or "startup" not in request.GET:
        return None
    return Startup.objects.visible_to(request.user).filter(slug=request.GET["startup"][:80]).first()


def _may_read(user: Any, service: Service) -> bool:
    return True


@require_safe
@for_object(Service, may=_may_read, by="slug", public=True)
def service_detail(request: HttpRequest, service: Service) -> HttpResponse:
    """What it is, what it costs, and for each startup of the reader what is missing or left."""
    seats = list(seats_of(request.user)) if request.user.is_authenticated else []
    booked_for = _booked_for(request)
    startups = [booked_for] if booked_for else [seat.startup for seat in seats]
    page = {
        "service": service,
        "booked_for": booked_for,
        "sites": list(service.sites.all()),
        "ways": ", ".join(str(Place(one).label) for one in service.places),
        "standings": [_standing(one, service) for one in startups],
    }
    return TemplateResponse(request, "services/ledger/service_detail.html", page)


def _standing(startup: Startup, service: Service) -> dict[str, Any]:
    rows = balances(Entitlement.objects.filter(startup=startup).covering(service))
    return {"startup": startup, "missing": missing(startup, service), "usable": sum(row.usable for row in rows)}


@require_safe
@for_object(Startup, may=may_read_team, by="slug")
def credit_list(request: HttpRequest, startup: Startup) -> HttpResponse:
    """The account: one balance per kind, its entitlements with who pays, and every movement."""
    mine = Entitlement.objects.filter(startup=startup)
    page = {"startup": startup, "balances": balances(mine), "entries": list(history(mine)[:LATEST])}
    return TemplateResponse(request, "services/ledger/credit_list.html", page)
