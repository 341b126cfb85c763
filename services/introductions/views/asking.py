"""A founder asks to meet somebody: what is missing and what is left stand on the page before she writes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from incubator.access import for_object
from incubator.errors import Refused
from services.catalogue.models import Service
from services.introductions import actions, rules
from services.introductions.forms import AskForm
from services.introductions.models import Introduction
from services.ledger.models import Entitlement
from services.ledger.needs import missing
from services.ledger.queries import balances
from startups.models import Startup


@for_object(Service, may=rules.may_ask, by="slug")
def introduction_new(request: HttpRequest, service: Service) -> HttpResponse:
    if not rules.is_for_introductions(service):
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid() and (made := _asked(form, service, by=request.user)):
        messages.success(
            request, _("Your wish is with the programme team. It looks for the right person and asks her first.")
        )
        return redirect(made)
    standings = [_standing(startup, service) for startup in form.startups]
    ready = [one["startup"].pk for one in standings if one["is_ready"]]
    form.fields["startup"].initial = ready[0] if ready else form.fields["startup"].initial
    page = {
        "service": service,
        "form": form,
        "standings": standings,
        "may_send": bool(ready),
    }
    return TemplateResponse(
        request, "services/introductions/introduction_new.html", page, status=422 if form.errors else 200
    )


def _asked(form: AskForm, service: Service, *, by: Any) -> Introduction | None:
    try:
        return actions.ask(form.cleaned_data["startup"].pk, service, form.wish(), by=by)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def _standing(startup: Startup, service: Service) -> dict[str, Any]:
    rows = balances(Entitlement.objects.filter(startup=startup).covering(service))
    usable, lacks = sum(row.usable for row in rows), missing(startup, service)
    is_enough = usable >= service.price
    return {
        "startup": startup,
        "missing": lacks,
        "usable": usable,
        "is_ready": is_enough and not lacks,
        "is_enough": is_enough,
    }
