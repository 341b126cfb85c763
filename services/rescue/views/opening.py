"""A coach declares that she cannot come: what that hits stands on the page, and nothing is stored before each has an answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from incubator.access import for_object
from incubator.errors import Refused
from services.calendar.gates import for_provider
from services.calendar.models import Absence, Provider
from services.rescue.actions import open_for
from services.rescue.forms import MissingForm
from services.rescue.looking import Row, answers_of, rows_of
from services.rescue.models import Rescue, RescueAnswer

Forms = Callable[..., Any]


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


def opened(request: HttpRequest, form_for: Forms) -> tuple[Any, list[Row] | None, Absence | None]:
    """The form; the meetings once it says when; the absence once each of them has an answer."""
    if request.method != "POST":
        form = form_for(request.GET if "first" in request.GET else None)
        return form, rows_of(form.away()) if form.is_valid() else None, None
    form = form_for(request.POST, is_sent=True)
    if not form.is_valid():
        return form, None, None
    away = form.away()
    rows = rows_of(away, request.POST)
    if any(row.error for row in rows):
        return form, rows, None
    try:
        return form, rows, open_for(away, answers_of(rows), by=request.user)
    except Refused as refusal:
        return form, _with_refusal(form, rows_of(away, request.POST), refusal), None


def _with_refusal(form: Any, rows: list[Row], refusal: Refused) -> list[Row]:
    """Beside its meeting, or above all."""
    for row in rows:
        if row.name == refusal.field:
            row.error = str(refusal)
            return rows
    form.add_error(None, str(refusal))
    return rows


def page_of(form: Any, rows: list[Row] | None) -> dict[str, Any]:
    return {"form": form, "rows": rows, "is_shown": rows is not None}


def status_of(form: Any, rows: list[Row] | None) -> int:
    return 422 if form.errors or any(row.error for row in rows or []) else 200


def _may_see(user: Any, rescue: Rescue) -> bool:
    return True


@require_safe
@for_object(Rescue, may=_may_see)
def rescue_detail(request: HttpRequest, rescue: Rescue) -> HttpResponse:
    """Where each meeting stands."""
    answers = list(RescueAnswer.objects.filter(rescue=rescue).with_card())
    page = {"rescue": Rescue.objects.with_card().get(pk=rescue.pk), "answers": answers}
    return TemplateResponse(request, "services/rescue/rescue_detail.html", page)
