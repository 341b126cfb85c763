"""Pages for partners, who have no account: the signed link is the gate. Opening one changes nothing; a button does."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_everyone, telling
from incubator.errors import Refused
from services.introductions import actions, links
from services.introductions.forms import DeclineForm, OutcomeForm
from services.introductions.letters import both_sides, discreet
from services.introductions.models import Approach, FollowUp
from services.introductions.states import DONE, Outcome, Reply, Side


def _asked(token: str) -> Approach:
    if row := links.approach_by(token):
        return row
    raise Http404


@never_cache
@require_safe
@for_everyone
def partner_answer(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, _asked(token), token, DeclineForm())


def _page(request: HttpRequest, row: Approach, token: str, form: DeclineForm) -> HttpResponse:
    """What may be said before both agreed; names of both once they have."""
    is_made = row.introduction.state in DONE and row.introduction.target_id == row.target_id
    page = {
        "row": row,
        "token": token,
        "form": form,
        "about": discreet(row.introduction),
        "both": both_sides(row.introduction) if is_made else None,
        "is_open": not row.answered_at and row.introduction.is_open,
        "is_waiting": row.reply == Reply.AGREED and row.introduction.is_open,
    }
    return TemplateResponse(
        request, "services/introductions/partner_answer.html", page, status=422 if form.errors else 200
    )


@never_cache
@require_POST
@for_everyone
def partner_agree(request: HttpRequest, token: str) -> HttpResponse:
    row = _asked(token)
    with telling(request, done=_("Thank you! Once both have agreed, both of you get a mail with both names.")):
        actions.partner_agree(row.pk)
    return redirect("services:partner_answer", token)


@never_cache
@require_POST
@for_everyone
def partner_decline(request: HttpRequest, token: str) -> HttpResponse:
    row, form = _asked(token), DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, row, token, form)
    with telling(request, done=_("Thank you for answering.")):
        actions.partner_decline(row.pk, reason=form.cleaned_data["reason"])
    return redirect("services:partner_answer", token)


@never_cache
@for_everyone
def follow_up_answer(request: HttpRequest, token: str) -> HttpResponse:
    """One click in the mail chooses, one button here confirms."""
    row = links.follow_up_by(token)
    if row is None:
        raise Http404
    chosen = request.GET.get("answer")
    sent, known = request.method == "POST", chosen if chosen in Outcome.values else None
    form = OutcomeForm(request.POST if sent else None, initial={"answer": known})
    if sent and form.is_valid() and _noted(request, row, form):
        return redirect("services:follow_up_answer", token)
    page = {"row": row, "form": form, "both": both_sides(row.introduction), "is_partner": row.side == Side.PARTNER}
    return TemplateResponse(
        request, "services/introductions/follow_up_answer.html", page, status=422 if form.errors else 200
    )


def _noted(request: HttpRequest, row: FollowUp, form: OutcomeForm) -> Any:
    try:
        noted = actions.answer(row.pk, form.told())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Thank you: it is noted."))
    return noted
