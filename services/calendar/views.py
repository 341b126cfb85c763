"""The pages of those who receive startups: hours, absences, profile, own calendar. Each person sees her own."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from incubator.access import telling
from incubator.errors import Refused
from incubator.moments import monday_of
from services.calendar import actions
from services.calendar.actions import Hits
from services.calendar.busyfile import MOST_BYTES
from services.calendar.forms import AbsenceForm, AddressForm, FileForm, HoursForm, ProviderForm
from services.calendar.gates import for_provider
from services.calendar.models import Absence, Hours, Provider
from services.calendar.sheet import WEEK, hours_by_day, week_of

MOST_ABSENCES = 50


def _refuse(form: Any, refusal: Refused, beside: dict[str, str] | None = None) -> None:
    field = (beside or {}).get(refusal.field, refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))


@for_provider
def hours_list(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The week as it will be, the hours it follows from, and a form for more."""
    form = HoursForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_hours(provider.pk, form.told(), by=request.user)
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("The hours are added."))
            return redirect("services:hours_list")
    monday = monday_of(request.GET.get("week", ""))
    weekly, single = hours_by_day(provider.hours.select_related("site"))
    page = {
        "provider": provider,
        "form": form,
        "weekly": weekly,
        "single": single,
        "monday": monday,
        "days": week_of(provider, monday),
        "earlier": monday - WEEK,
        "later": monday + WEEK,
    }
    return TemplateResponse(request, "services/calendar/hours_list.html", page, status=422 if form.errors else 200)


def _hours(provider: Provider, pk: int) -> Hours:
    found = provider.hours.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@for_provider
def hours_change(request: HttpRequest, provider: Provider, pk: int) -> HttpResponse:
    hours = _hours(provider, pk)
    form = HoursForm(request.POST if request.method == "POST" else None, hours=hours)
    if form.is_valid():
        try:
            actions.change_hours(hours.pk, form.told(), by=request.user)
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("The hours are changed."))
            return redirect("services:hours_list")
    page = {"provider": provider, "hours": hours, "form": form}
    return TemplateResponse(request, "services/calendar/hours_change.html", page, status=422 if form.errors else 200)


@require_POST
@for_provider
def hours_remove(request: HttpRequest, provider: Provider, pk: int) -> HttpResponse:
    hours = _hours(provider, pk)
    with telling(request, done=_("The hours are removed. What is booked in them stands.")):
        actions.remove_hours(hours.pk, by=request.user)
    return redirect("services:hours_list")


@for_provider
def provider_edit(request: HttpRequest, provider: Provider) -> HttpResponse:
    form = ProviderForm(request.POST if request.method == "POST" else None, provider=provider)
    if form.is_valid():
        sites = form.cleaned_data["sites"]
        actions.keep_provider(provider.pk, form.profile(), by=request.user, sites=sites)
        messages.success(request, _("Your profile is saved."))
        return redirect("services:provider_edit")
    page = {"provider": provider, "form": form, "given": list(provider.services.all())}
    return TemplateResponse(request, "services/calendar/provider_edit.html", page, status=422 if form.errors else 200)


@require_safe
@for_provider
def absence_list(request: HttpRequest, provider: Provider) -> HttpResponse:
    rows = provider.absences.order_by("-starts_at", "pk")[:MOST_ABSENCES]
    page = {"provider": provider, "absences": list(rows)}
    return TemplateResponse(request, "services/calendar/absence_list.html", page)


@for_provider
def absence_new(request: HttpRequest, provider: Provider) -> HttpResponse:
    """One that hits meetings is not saved here: the page names them."""
    form = AbsenceForm(request.POST if request.method == "POST" else None, zone=provider.tz)
    meetings: list[Any] = []
    if form.is_valid():
        values = form.cleaned_data
        when = (values["starts_at"], values["ends_at"])
        try:
            actions.declare_absence(provider.pk, *when, by=request.user, reason=values["reason"])
        except Refused as refusal:
            _refuse(form, refusal, form.BESIDE)
            meetings = refusal.meetings if isinstance(refusal, Hits) else []
        else:
            messages.success(request, _("The absence is noted: nothing can be booked in it."))
            return redirect("services:absence_list")
    page = {"provider": provider, "form": form, "meetings": meetings}
    return TemplateResponse(request, "services/calendar/absence_new.html", page, status=422 if form.errors else 200)


@require_POST
@for_provider
def absence_withdraw(request: HttpRequest, provider: Provider, pk: int) -> HttpResponse:
    absence: Absence | None = provider.absences.filter(pk=pk).first()
    if absence is None:
        raise Http404
    with telling(request, done=_("The absence is withdrawn: these times can be booked again.")):
        actions.withdraw_absence(absence.pk, by=request.user)
    return redirect("services:absence_list")


@never_cache
@for_provider
def calendar_connect(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Her own calendar comes in by address or file; her meetings go out by a private address that is shown once."""
    deed = request.POST.get("deed", "")
    forms: dict[str, Any] = {
        "address_form": AddressForm(request.POST if deed == "address" else None),
        "file_form": FileForm(request.POST, request.FILES) if deed == "file" else FileForm(),
    }
    address = ""
    if deed == "make":
        token = actions.make_feed(provider.pk, by=request.user)
        address = settings.SITE_URL + reverse("services:provider_feed", args=[token])
        provider.refresh_from_db()
    elif deed and _done(request, provider, deed, forms):
        return redirect("services:calendar_connect")
    files = provider.busy.filter(origin="file").count()
    page = {"provider": provider, "address": address, "files": files, **forms}
    wrong = any(form.errors for form in forms.values())
    return TemplateResponse(request, "services/calendar/calendar_connect.html", page, status=422 if wrong else 200)


def _done(request: HttpRequest, provider: Provider, deed: str, forms: dict[str, Any]) -> bool:
    form = forms.get(f"{deed}_form")
    if form is not None and not form.is_valid():
        return False
    if deed not in CONNECTING:
        return True
    try:
        messages.success(request, CONNECTING[deed](provider, request.user, form))
    except Refused as refusal:
        form.add_error(next(iter(form.fields)), str(refusal))
        return False
    return True


def _set_address(provider: Provider, user: Any, form: Any) -> str:
    actions.set_feed_address(provider.pk, form.cleaned_data["busy_url"], by=user)
    return _("The address is kept. It is read in the next minutes, and then again and again.")


def _forget_address(provider: Provider, user: Any, _form: Any) -> str:
    actions.forget_feed_address(provider.pk, by=user)
    return _("The address is forgotten, and what was read from it.")


def _read_file(provider: Provider, user: Any, form: Any) -> str:
    upload = form.cleaned_data["file"]
    found = actions.read_file(provider.pk, upload.read(MOST_BYTES + 1), by=user)
    told = ngettext("%(count)d busy time was read.", "%(count)d busy times were read.", len(found.spans))
    said = told % {"count": len(found.spans)}
    if not found.skipped:
        return said
    more = ngettext("%(count)d entry was not understood.", "%(count)d entries were not understood.", found.skipped)
    return f"{said} {more % {'count': found.skipped}}"


def _forget_file(provider: Provider, user: Any, _form: Any) -> str:
    actions.forget_busy(provider.pk, by=user)
    return _("What was read from the file is forgotten.")


def _end(provider: Provider, user: Any, _form: Any) -> str:
    actions.end_feed(provider.pk, by=user)
    return _("The calendar is ended: its address opens nothing any more.")


CONNECTING = {
    "address": _set_address,
    "forget_address": _forget_address,
    "file": _read_file,
    "forget_file": _forget_file,
    "end": _end,
}
