from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_everyone, for_object, for_user
from incubator.accounts.actions import agree_to_notice, withdraw_consent
from incubator.accounts.doors import is_ours
from incubator.accounts.models import Consent, ErasureRequest, Notice
from incubator.accounts.personal_data import holdings
from incubator.accounts.privacy import actions, archive
from incubator.accounts.privacy.forms import ErasureForm
from incubator.accounts.privacy.labels import agreed, described
from incubator.accounts.privacy.queries import language, shown
from incubator.accounts.privacy.rules import may_withdraw


@require_safe
@for_everyone
def privacy_notice(request: HttpRequest, version: int = 0) -> HttpResponse:
    notice = Notice.objects.published().filter(version=version).first() if version else None
    if version and notice is None:
        raise Http404
    return TemplateResponse(request, "accounts/privacy_notice.html", {"notice": shown(notice)})


@for_user
def my_data(request: HttpRequest) -> HttpResponse:
    """What we hold and why, what she agreed to, and the form that asks for erasure."""
    form = ErasureForm(request.POST or None)
    if form.is_valid():
        actions.ask_erasure(request.user.pk, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Your request has reached the team. You will get an answer by e-mail."))
        return redirect("accounts:my_data")
    page = {
        "form": form,
        "holdings": [described(holding) for holding in holdings.values()],
        "consents": [
            agreed(given, request.user) for given in Consent.objects.visible_to(request.user).select_related("notice")
        ],
        "requests": ErasureRequest.objects.filter(person=request.user),
    }
    return TemplateResponse(request, "accounts/my_data.html", page, status=422 if form.is_bound else 200)


@require_POST
@reauthentication_required
@for_user
def my_data_download(request: HttpRequest) -> HttpResponseBase:
    """Built for this person only, while it is sent; asks for the password again first."""
    actions.note_download(request.user)
    response = StreamingHttpResponse(archive.stream(request.user), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@for_user
def notice_agree(request: HttpRequest) -> HttpResponse:
    agree_to_notice(request.user, language=language())
    request.session.pop("unread_notice", None)
    back = request.POST.get("next", "")
    return redirect(back if is_ours(back, request) else "accounts:my_data")


@require_POST
@for_object(Consent, may=may_withdraw)
def consent_withdraw(request: HttpRequest, consent: Consent) -> HttpResponse:
    withdraw_consent(consent.pk)
    messages.success(request, _("Your consent is withdrawn."))
    return redirect("accounts:my_data")
