"""How the page of an absence goes on, for coaches and staff alike: days, then answers, then it is stored. Nothing before that."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from incubator.errors import Refused
from services.calendar.models import Absence
from services.rescue.actions import open_for
from services.rescue.looking import Row, answers_of, rows_of

Forms = Callable[..., Any]


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
