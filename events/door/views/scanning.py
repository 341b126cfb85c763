"""The page that keeps scanning while the line is down: a form that works by itself, and a script that sends later."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST
from django_permissions_policy.decorators import permissions_policy_override

from events.door.actions import Scan, check_in
from events.door.forms import ScanForm
from events.door.looking import Door
from events.door.tickets import code_in
from incubator import policy
from incubator.access import for_staff
from incubator.guards import json_body

#: Scans in one request; the script sends the next ones when these are answered.
MOST = 25


@permissions_policy_override(policy.PERMISSIONS_WITH_CAMERA)
@for_staff
def door_scan(request: HttpRequest, slug: str) -> HttpResponse:
    here, answer = Door(request, slug), None
    form = ScanForm(request.POST or None, initial={"nonce": uuid.uuid4()})
    if form.is_valid():
        scan = Scan(nonce=form.cleaned_data["nonce"], forced_reason=form.cleaned_data["reason"])
        answer = check_in(form.ticket(), here.session.pk, scan, by=request.user)
    shown = {
        "door": here,
        "at": "scan",
        "answer": answer,
        "typed": form.data.get("code", "") if answer and answer.may_force else "",
        "form": ScanForm(initial={"nonce": uuid.uuid4()}) if answer else form,
    }
    status = 200 if answer is None or answer.is_in else 409
    return TemplateResponse(request, "events/door/door_scan.html", shown, status=422 if form.errors else status)


@require_POST
@for_staff
def door_scans(request: HttpRequest, slug: str) -> HttpResponse:
    """{session, device, scans: [{nonce, code, at}]} gives {answers: [{nonce, …}]}: one for each, whatever came of it."""
    told = json_body(request) if request.content_type == "application/json" else None
    if not isinstance(told, dict) or not isinstance(told.get("scans"), list) or len(told["scans"]) > MOST:
        raise BadRequest("not a batch of scans")
    here = Door(request, slug)
    session = next((s for s in here.sessions if s.pk == told.get("session")), None)
    if session is None:
        raise BadRequest("no session of this event")
    device = str(told.get("device", ""))[:60]
    return JsonResponse({"answers": [_answered(row, session, device, request.user) for row in told["scans"]]})


def _answered(row: Any, session: Any, device: str, by: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise BadRequest("not a scan")
    try:
        nonce = uuid.UUID(str(row.get("nonce")))
    except ValueError as odd:
        raise BadRequest("not a number of a scan") from odd
    scan = Scan(nonce=nonce, at=_moment(row.get("at")), device=device)
    answer = check_in(code_in(str(row.get("code", ""))), session.pk, scan, by=by)
    return {"nonce": str(row.get("nonce")), **answer.told()}


def _moment(told: Any) -> datetime | None:
    """The clock of the device; None (now) when it says nothing that can be read."""
    try:
        read = parse_datetime(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return read if read and timezone.is_aware(read) and 2020 < read.year < 2200 else None
