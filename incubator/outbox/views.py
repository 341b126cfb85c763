from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from incubator.access import for_everyone, for_staff
from incubator.outbox import actions, returned
from incubator.outbox.addresses import Forged, read_token
from incubator.outbox.mailbox import find, mails


# RFC 8058: the mail program posts without cookies; looking changes nothing, because mail scanners open every link.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_everyone
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    template = "outbox/unsubscribe.html"
    is_done = request.method == "POST"
    try:
        category = actions.unsubscribe(token) if is_done else read_token(token)["c"]
    except Forged:
        return TemplateResponse(request, template, {"is_forged": True}, status=400)
    return TemplateResponse(request, template, {"category": category, "is_done": is_done})


# A provider posts without cookies; a secret lets it in.
@csrf_exempt
@require_http_methods(["HEAD", "POST"])
@for_everyone
def returns(request: HttpRequest, provider: str) -> HttpResponse:
    """Some providers ask by HEAD whether somebody is there."""
    try:
        if request.method == "POST":
            actions.take_back(returned.read(request, provider))
    except returned.UnknownProvider as unknown:
        raise Http404 from unknown
    except returned.Unreadable:
        return HttpResponse(status=400)
    return HttpResponse()


@require_safe
@for_staff
def mailbox(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return TemplateResponse(request, "outbox/mailbox.html", {"mails": mails()})


@require_safe
@for_staff
def mailbox_message(request: HttpRequest, key: str) -> HttpResponse:
    mail = find(key) if settings.DEMO else None
    if mail is None:
        raise Http404
    return TemplateResponse(request, "outbox/mailbox_message.html", {"mail": mail})
