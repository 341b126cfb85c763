"""A coach declares that she cannot come: what that hits stands on the page, and nothing is stored before each has an answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from incubator.access import for_object
from services.calendar.gates import for_provider
from services.calendar.models import Provider
from services.rescue.forms import MissingForm
from services.rescue.models import Rescue, RescueAnswer
from services.rescue.opening import opened, page_of, status_of


@never_cache
@for_provider
def rescue_new(request: HttpRequest, provider: Provider) -> HttpResponse:
    def form_for(data: Any, **how: Any) -> Any:
        return MissingForm(data, provider=provider, **how)

    form, rows, made = opened(request, form_for)
    if made is not None:
        messages.success(request, _("The absence is noted. The startups are told by mail."))
        return redirect("services:rescue_detail", made.rescue.pk)
    return TemplateResponse(
        request, "services/rescue/rescue_new.html", page_of(form, rows), status=status_of(form, rows)
    )


def _may_see(user: Any, rescue: Rescue) -> bool:
    return True


@require_safe
@for_object(Rescue, may=_may_see)
def rescue_detail(request: HttpRequest, rescue: Rescue) -> HttpResponse:
    """Where each meeting stands."""
    answers = list(RescueAnswer.objects.filter(rescue=rescue).with_card())
    page = {"rescue": Rescue.objects.with_card().get(pk=rescue.pk), "answers": answers}
    return TemplateResponse(request, "services/rescue/rescue_detail.html", page)
