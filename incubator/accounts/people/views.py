from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.access import for_user
from incubator.accounts.doors import is_ours
from incubator.accounts.people import actions
from incubator.accounts.people.forms import ProfileForm
from incubator.accounts.people.queries import security
from incubator.accounts.states import Language


@for_user
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm.of(request.user, request.POST or None)
    if form.is_valid():
        actions.change_profile(request.user.pk, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    page = {"form": form, "security": security(request.user)}
    return TemplateResponse(request, "accounts/profile.html", page, status=422 if form.is_bound else 200)


@require_POST
@for_user
def language_switch(request: HttpRequest) -> HttpResponse:
    """The switch of a signed-in person: the page in that language, and the mails from now on."""
    wanted, _blank, back = request.POST.get("to", "").partition(" ")
    if wanted in Language:
        actions.change_profile(request.user.pk, by=request.user, language=wanted)
    return redirect(back if is_ours(back, request) else "accounts:profile")
