"""Statements of a startup: which are asked for, and the form of one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, for_user, telling
from incubator.errors import Refused
from incubator.spoken import clock
from programs.statements import actions, rules
from programs.statements.actions import Conflict
from programs.statements.forms import StatementForm
from programs.statements.measures import BY_CODE
from programs.statements.models import Statement
from programs.statements.queries import around, declared, files_of
from startups.models import Startup

CONFLICT, UNPROCESSABLE = 409, 422


@require_safe
@for_user
def statement_list(request: HttpRequest) -> HttpResponse:
    """Of all startups of the person: what is to be declared first, then what was."""
    rows = Statement.objects.filter(startup__in=Startup.objects.of(request.user)).with_card()
    known = list(rows.order_by("-period__last_day", "startup__sort_key")[:100])
    page = {
        "waiting": [one for one in known if one.is_writable],
        "done": [one for one in known if not one.is_writable],
    }
    return TemplateResponse(request, "programs/statements/statement_list.html", page)


@for_object(Statement, may=rules.may_read)
def statement_detail(request: HttpRequest, statement: Statement) -> HttpResponse:
    """The form while it is open, what was declared afterwards; saved by button, or by script while it is written."""
    told = around(statement)
    if request.method != "POST":
        return _page(request, statement, StatementForm(statement=statement, around=told))
    if not rules.may_write(request.user, statement):
        raise PermissionDenied
    form = StatementForm(request.POST, request.FILES, statement=statement, around=told)
    form.is_valid()
    by_script = "application/json" in request.headers.get("Accept", "")
    return _by_script(request, statement, form) if by_script else _by_button(request, statement, form)


def _revision(request: HttpRequest) -> int:
    told = request.POST.get("revision", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else -1


def _by_script(request: HttpRequest, statement: Statement, form: StatementForm) -> HttpResponse:
    try:
        saved = actions.save(statement.pk, form.declared(), by=request.user, revision=_revision(request))
    except Conflict as conflict:
        who = conflict.stored.saved_by or _("a colleague")
        said = _("%(who)s saved other figures here. Press “Save” to see both.") % {"who": who}
        return JsonResponse({"state": "conflict", "said": said}, status=CONFLICT)
    except Refused as refusal:
        return JsonResponse({"state": "refused", "said": str(refusal)}, status=UNPROCESSABLE)
    at = clock(saved.saved_at) if saved.saved_at else ""
    return JsonResponse({"state": "saved", "said": _("Saved at %(time)s.") % {"time": at}, "revision": saved.revision})


def _by_button(request: HttpRequest, statement: Statement, form: StatementForm) -> HttpResponse:
    try:
        _keep_files(request, statement, form)
        saved = actions.save(statement.pk, form.declared(), by=request.user, revision=_revision(request))
        if not form.errors and "send" in request.POST:
            actions.submit(statement.pk, by=request.user)
    except Conflict as conflict:
        return _both(request, conflict, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        statement.refresh_from_db()
        return _page(request, statement, form, status=UNPROCESSABLE)
    if form.errors:
        return _page(request, saved, form, status=UNPROCESSABLE)
    return redirect(statement)


def _keep_files(request: HttpRequest, statement: Statement, form: StatementForm) -> None:
    """Files first, which are in conflict with nobody; one that is not accepted says why beside its field."""
    for document in form.dropped():
        actions.detach(statement.pk, document=document.pk, by=request.user)
    for measure, upload in form.uploads():
        try:
            actions.attach(statement.pk, measure=measure, upload=upload, by=request.user)
        except Refused as refusal:
            form.add_error(f"{measure}-files", f"{upload.name} – {refusal}")
    form.kept = files_of(statement)


def _both(request: HttpRequest, conflict: Conflict, form: StatementForm) -> HttpResponse:
    """What stands now beside what was typed: sent once more, what is typed replaces it."""
    values = declared(conflict.stored)
    labels = [
        (BY_CODE[code].label, values[code].number if code in values else None)
        for code in conflict.codes
        if code in BY_CODE
    ]
    form.add_error(None, _("Somebody else saved other figures in the meantime. Look at both, then save again."))
    return _page(request, conflict.stored, form, status=CONFLICT, theirs=labels)


def _page(
    request: HttpRequest, statement: Statement, form: StatementForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    page = {
        "statement": statement,
        "form": form,
        "may_write": statement.is_writable and rules.may_write(request.user, statement),
        "said": _("Saved at %(time)s.") % {"time": clock(statement.saved_at)} if statement.saved_at else "",
        **more,
    }
    return TemplateResponse(request, "programs/statements/statement_detail.html", page, status=status)


@require_POST
@for_object(Statement, may=rules.may_write)
def statement_submit(request: HttpRequest, statement: Statement) -> HttpResponse:
    with telling(request, done=_("Your statement is declared.")):
        actions.submit(statement.pk, by=request.user)
    return redirect(statement)
