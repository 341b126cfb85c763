from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incubator.access import for_object, for_user
from incubator.accounts.doors import is_ours
from incubator.errors import Refused
from startups import history, queries, rules
from startups.actions import profile
from startups.drawings import Level, trl_course
from startups.forms.profile import CompanyForm, LegalFormForm, NewStartupForm, ObserveForm, ProfileForm
from startups.models import Startup
from startups.states import Fact, LegalForm, TeamRole
from startups.tokens import join_key


def chosen_legal_form(request: HttpRequest) -> str:
    """Posted with the form or asked for in the address; empty when neither is one of the list."""
    given = request.POST.get("legal_form") or request.GET.get("legal_form", "")
    return given if given in LegalForm.values else ""


def refused(form: Any, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


@for_user
def startup_new(request: HttpRequest) -> HttpResponse:
    legal_form = chosen_legal_form(request)
    if not legal_form:
        return TemplateResponse(request, "startups/startup_new.html", {"chooser": LegalFormForm()})
    form = NewStartupForm(request.POST or None, legal_form=legal_form)
    doubles: list[queries.Double] = []
    if form.is_valid():
        doubles = _doubles(form)
        if not doubles and (startup := _created(request, form)):
            return redirect(_going_on(request) or startup)
    shown: dict[str, Any] = {"form": form, "legal_form": LegalForm(legal_form).label}
    shown["doubles"] = _with_keys(doubles, request.user)
    shown["may_go_on"] = not any(double.is_certain for double in doubles)
    return TemplateResponse(request, "startups/startup_new.html", shown, status=422 if form.is_bound else 200)


def _going_on(request: HttpRequest) -> str:
    """Where she was when she needed a startup, for example beginning an application."""
    wanted = request.GET.get("next", "")
    return wanted if wanted and is_ours(wanted, request) else ""


def _doubles(form: NewStartupForm) -> list[queries.Double]:
    """Companies to join instead. Whoever says that hers is another one is believed for the name, not for the numbers."""
    told = {name: form.cleaned_data.get(name, "") for name in ("name", "ice", "rc_number", "rc_court")}
    found = queries.looks_like(**told)
    return [double for double in found if double.is_certain or not form.cleaned_data["is_another"]]


def _with_keys(doubles: list[queries.Double], user: Any) -> list[tuple[queries.Double, str]]:
    return [(double, join_key(double.pk, user)) for double in doubles]


def _created(request: HttpRequest, form: NewStartupForm) -> Startup | None:
    try:
        startup = profile.open_file(values=form.values(), facts=form.facts(), by=request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        refused(form, refusal)
        return None
    messages.success(
        request, _("%(name)s is on file. Complete its record and invite your team.") % {"name": startup.name}
    )
    _warn(request, form)
    return startup


def _warn(request: HttpRequest, form: CompanyForm) -> None:
    for doubt in form.doubts():
        messages.warning(request, doubt)


@require_safe
@for_object(Startup, may=rules.may_see, by="slug", public=True)
def startup_detail(request: HttpRequest, startup: Startup) -> HttpResponse:
    """The public card, or the whole record for those who may read it. A merged record leads to the one that stays."""
    user = request.user
    if startup.merged_into:
        return redirect(startup.merged_into, permanent=True)
    if rules.may_read_private(user, startup):
        return TemplateResponse(request, "startups/startup_detail.html", _record(user, startup))
    key = join_key(startup.pk, user) if rules.may_ask_to_join(user, startup) else ""
    return TemplateResponse(request, "startups/startup_card.html", {"startup": startup, "join_key": key})


def _record(user: Any, startup: Startup) -> dict[str, Any]:
    reads_team = rules.may_read_team(user, startup)
    observations = list(startup.observations.all())
    levels = [
        Level(seen.observed_on, int(seen.number or 0)) for seen in reversed(observations) if seen.fact == Fact.TRL
    ]
    seats = list(startup.memberships.live().with_person())
    return {
        "startup": startup,
        "role": queries.seat(user, startup).role,
        "observations": observations[:30],
        "course": trl_course(levels, rtl=get_language_bidi()) if levels else "",
        "seats": seats if reads_team else [seat for seat in seats if seat.role == TeamRole.OWNER],
        "companions": startup.companions.filter(until=None).select_related("person"),
        "former_names": startup.aliases.all(),
        "history": history.lines(startup, reader=user) if reads_team else [],
        "may_edit": rules.may_edit(user, startup),
        "may_read_team": reads_team,
    }


@for_object(Startup, may=rules.may_read_private, by="slug")
def startup_edit(request: HttpRequest, startup: Startup) -> HttpResponse:
    legal_form = chosen_legal_form(request) or startup.legal_form
    if not rules.may_edit(request.user, startup):
        return _too_late(request, startup)
    if not legal_form or "change" in request.GET:
        chooser = LegalFormForm(initial={"legal_form": startup.legal_form})
        return TemplateResponse(request, "startups/startup_edit.html", {"startup": startup, "chooser": chooser})
    form = ProfileForm.of(startup, request.POST or None, legal_form=legal_form)
    if form.is_valid():
        try:
            profile.edit(startup.pk, values=form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The record is saved."))
            _warn(request, form)
            return redirect(startup)
    shown = {"form": form, "startup": startup, "legal_form": LegalForm(legal_form).label}
    return TemplateResponse(request, "startups/startup_edit.html", shown, status=422 if form.is_bound else 200)


def _too_late(request: HttpRequest, startup: Startup) -> HttpResponse:
    """Her role ended while she was typing: nothing is saved, and what she typed is given back to copy."""
    if request.method != "POST":
        raise PermissionDenied
    form = ProfileForm.of(startup, request.POST, legal_form=chosen_legal_form(request) or LegalForm.SARL)
    typed = [
        (form[name].label, request.POST[name])
        for name in form.fields
        if name != "legal_form" and request.POST.get(name)
    ]
    return TemplateResponse(
        request, "startups/startup_edit_denied.html", {"startup": startup, "typed": typed}, status=403
    )


@for_object(Startup, may=rules.may_edit, by="slug")
def startup_observe(request: HttpRequest, startup: Startup) -> HttpResponse:
    form = ObserveForm(request.POST or None)
    if form.is_valid():
        day, source = form.cleaned_data["observed_on"], form.cleaned_data["source"]
        try:
            profile.report(startup.pk, facts=form.facts(), observed_on=day, source=source, by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Noted. Earlier figures stay in the history."))
            return redirect(startup)
    shown = {"form": form, "startup": startup}
    return TemplateResponse(request, "startups/startup_observe.html", shown, status=422 if form.is_bound else 200)
