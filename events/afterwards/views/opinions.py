"""After the event, for those who came: materials, certificate, opinion. With an account, or by the link of a mail."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from events.afterwards import queries, rules
from events.afterwards.actions import give_feedback
from events.afterwards.forms import FeedbackForm
from events.door import materials
from events.registrations import links
from events.registrations.models import Registration
from incubator.access import for_everyone, for_object
from incubator.errors import Refused

private = cache_control(private=True, no_store=True)


def _guest(token: str) -> Registration:
    registration = links.registration_by(token)
    if registration is None:
        raise Http404
    return registration


@require_safe
@for_object(Registration, may=rules.may_see)
def registration_after(request: HttpRequest, registration: Registration) -> HttpResponse:
    return _after(request, registration, token="")


@private
@require_safe
@for_everyone
def guest_after(request: HttpRequest, token: str) -> HttpResponse:
    return _after(request, _guest(token), token=token)


def _after(request: HttpRequest, registration: Registration, *, token: str) -> HttpResponse:
    shown = {
        **_frame(registration, token),
        "materials": materials.of(registration),
        "certificate": queries.certificate_of(registration),
        "feedback": queries.feedback_of(registration),
        "may_say": rules.is_feedback_open(registration.event) and rules.has_come(registration),
    }
    return _page(request, "events/afterwards/registration_after.html", shown)


def _frame(registration: Registration, token: str) -> dict[str, Any]:
    layout = "base.html" if token else "workspace.html"
    return {"registration": registration, "event": registration.event, "token": token, "layout": layout}


def _page(request: HttpRequest, template: str, shown: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = TemplateResponse(request, template, shown, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


@for_object(Registration, may=rules.may_answer)
def feedback_form(request: HttpRequest, registration: Registration) -> HttpResponse:
    return _say(request, registration, token="")


@private
@for_everyone
def guest_feedback(request: HttpRequest, token: str) -> HttpResponse:
    return _say(request, _guest(token), token=token)


def _say(request: HttpRequest, registration: Registration, *, token: str) -> HttpResponse:
    known = queries.feedback_of(registration)
    told = {"rating": known.rating, "comment": known.comment} if known else None
    form = FeedbackForm(request.POST or None, initial=told)
    if form.is_valid():
        try:
            give_feedback(registration.pk, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. Your opinion is noted."))
            return (
                redirect("events:guest_after", token)
                if token
                else redirect("events:registration_after", registration.pk)
            )
    shown = {
        **_frame(registration, token),
        "form": form,
        "has_come": rules.has_come(registration),
        "is_open": rules.is_feedback_open(registration.event),
        "ends": rules.feedback_ends(registration.event),
        "known": known,
    }
    return _page(
        request, "events/afterwards/feedback_form.html", shown, status=422 if request.method == "POST" else 200
    )
