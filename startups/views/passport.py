from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incubator.access import for_object, telling
from startups import rules
from startups.actions import sharing as sharings
from startups.models import Sharing, Startup


@require_safe
@for_object(Startup, may=rules.may_read_team, by="slug")
def startup_passport(request: HttpRequest, startup: Startup) -> HttpResponse:
    told = list(startup.sharings.with_card())
    shown = {
        "startup": startup,
        "live": [row for row in told if row.is_live],
        "over": [row for row in told if not row.is_live],
        "may_edit": rules.may_edit(request.user, startup),
        "may_share": rules.may_share(request.user, startup),
    }
    return TemplateResponse(request, "startups/startup_passport.html", shown)


@for_object(Sharing, may=rules.may_stop_sharing, by="uid")
def sharing_stop(request: HttpRequest, sharing: Sharing) -> HttpResponse:
    """Asks once, then ends it."""
    if request.method != "POST":
        return TemplateResponse(request, "startups/sharing_stop.html", {"sharing": sharing})
    with telling(request, done=_("%(name)s no longer sees your startup.") % {"name": sharing.organisation}):
        sharings.stop_sharing(sharing.pk, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:startup_passport", sharing.startup.slug)
