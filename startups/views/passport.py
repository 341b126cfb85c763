from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, telling
from startups import facts, rules
from startups.actions import profile
from startups.actions import sharing as sharings
from startups.models import Sharing, Startup
from startups.states import Fact


@require_safe
@for_object(Startup, may=rules.may_read_team, by="slug")
def startup_passport(request: HttpRequest, startup: Startup) -> HttpResponse:
    """Dated facts with where they come from, and who sees them."""
    told, user = list(startup.sharings.with_card()), request.user
    rows = [_line(one, user) for one in facts.known(startup)]
    shown = {
        "startup": startup,
        "rows": rows,
        "stale": sum(row["known"].is_stale for row in rows),
        "identity": facts.identity(startup),
        "live": [row for row in told if row.is_live],
        "over": [row for row in told if not row.is_live],
        "may_edit": rules.may_edit(user, startup),
        "may_share": rules.may_share(user, startup),
    }
    return TemplateResponse(request, "startups/startup_passport.html", shown)


def _line(one: facts.Known, reader: Any) -> dict[str, Any]:
    return {"known": one, "source": facts.source_of(one.latest, reader) if one.latest else ""}


@require_POST
@for_object(Startup, may=rules.may_edit, by="slug")
def fact_confirm(request: HttpRequest, startup: Startup, fact: str) -> HttpResponse:
    if fact not in Fact.values:
        raise Http404
    seen = request.POST.get("seen", "")
    with telling(request, done=_("Confirmed: it is so today.")):
        told = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else 0
        profile.confirm(startup.pk, fact=fact, seen=told, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:startup_passport", startup.slug)


@for_object(Sharing, may=rules.may_stop_sharing, by="uid")
def sharing_stop(request: HttpRequest, sharing: Sharing) -> HttpResponse:
    """Asks once, then ends it."""
    if request.method != "POST":
        return TemplateResponse(request, "startups/sharing_stop.html", {"sharing": sharing})
    with telling(request, done=_("%(name)s no longer sees your startup.") % {"name": sharing.organisation}):
        sharings.stop_sharing(sharing.pk, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:startup_passport", sharing.startup.slug)
