from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incubator.access import for_object
from incubator.errors import Refused
from programs.partners import queries
from programs.partners.forms import SharingForm
from startups import rules
from startups.actions import sharing
from startups.models import Startup


@for_object(Startup, may=rules.may_share, by="slug")
def sharing_new(request: HttpRequest, startup: Startup) -> HttpResponse:
    """What the owner agrees to stands on the page, and the tick is hers to set."""
    form = SharingForm(request.POST or None, organisations=queries.not_shared_with(startup))
    if form.is_valid():
        organisation, scope = form.cleaned_data["organisation"], form.cleaned_data["scope"]
        told = {"language": get_language() or "fr", "by": request.user}
        try:
            sharing.share(startup.pk, organisation=organisation, scope=scope, **told)  # type: ignore[arg-type]
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("%(name)s may see it from now on.") % {"name": organisation})
            return redirect("startups:startup_passport", startup.slug)
    shown = {"form": form, "startup": startup}
    return TemplateResponse(request, "programs/partners/sharing_new.html", shown, status=422 if form.is_bound else 200)
