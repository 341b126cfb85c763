"""The record of a meeting: two texts, files, what is to be done. The second of two who save sees both texts."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from incubator.access import for_object, telling
from incubator.documents.store import store
from incubator.errors import Refused
from services.bookings import actions, records, rules
from services.bookings.coach_forms import RecordForm
from services.bookings.models import ActionItem, Booking, SessionRecord
from services.bookings.states import ACTION

FILES = {"shared_files": records.SHARED_FILE, "private_files": records.PRIVATE_FILE}


@never_cache
@for_object(Booking, may=rules.may_note)
def record_edit(request: HttpRequest, booking: Booking) -> HttpResponse:
    record = records.for_provider(booking)
    sent = request.method == "POST"
    form = RecordForm(request.POST if sent else None, request.FILES if sent else None, record=record)
    theirs = None
    if sent and form.is_valid():
        try:
            _save(booking, form, by=request.user, share="share" in request.POST)
        except actions.Overtaken as refusal:
            theirs = refusal.theirs
            form = _with_version(request, record=theirs)
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The team can read it now.") if "share" in request.POST else _("Saved."))
            return redirect("services:record_edit", booking.pk)
    page = {**_page(booking, record), "form": form, "theirs": theirs}
    return TemplateResponse(request, "services/bookings/record_edit.html", page, status=422 if form.errors else 200)


def _page(booking: Booking, record: SessionRecord) -> dict[str, Any]:
    items = list(ActionItem.objects.filter(booking=booking))
    return {"booking": booking, "record": record, "items": items, "files": records.files_of(record)}


def _with_version(request: HttpRequest, *, record: SessionRecord) -> RecordForm:
    """The typed text with the version that it is to replace now: saving again is a decision."""
    data = request.POST.copy()
    data["version"] = str(record.version)
    return RecordForm(data, record=record)


@transaction.atomic
def _save(booking: Booking, form: RecordForm, *, by: Any, share: bool) -> None:
    """All of it or nothing: a file that is refused leaves the record as it was."""
    record = actions.write(booking.pk, form.written(), by=by, share=share)
    for field, purpose in FILES.items():
        for upload in form.cleaned_data[field]:
            try:
                store(upload, purpose=purpose, about=record, by=by)
            except Refused as refusal:
                raise Refused(str(refusal), field=field) from refusal
    if agreed := form.agreed():
        actions.agree(booking.pk, agreed, by=by)


@require_POST
@for_object(ActionItem, may=records.may_settle)
def action_settle(request: HttpRequest, item: ActionItem, verb: str) -> HttpResponse:
    """Done, dropped, or to be done after all; back to the page it was on."""
    if verb not in ACTION.moves:
        raise Http404
    told = {"do": _("Noted as done."), "drop": _("Noted as dropped."), "reopen": _("To be done again.")}
    with telling(request, done=told[verb]):
        actions.settle_item(item.pk, verb, by=request.user)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours and back.startswith("/") else item.booking.get_absolute_url())
