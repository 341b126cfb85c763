"""What a person meets who must sign in first: her text is not lost, and she comes back to where she was."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from incubator.guards import posted

#: Never shown again on a page, whatever the form was.
_UNSPOKEN = ("csrf", "password", "code", "credential", "key", "token")


def is_script(request: HttpRequest) -> bool:
    """A request of one of our scripts rather than a page change."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or request.content_type == "application/json"


def is_ours(address: str, request: HttpRequest) -> bool:
    """A whole address or a path of this portal; a bare word would be taken for the name of a page."""
    return address.startswith(("/", "http://", "https://")) and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A script is told 401; a page goes to the sign-in and back; a form gets its text back to copy, with the way to sign in."""
    if is_script(request):
        return JsonResponse({"signed_out": True}, status=401)
    if request.method == "POST":
        page = {"texts": typed(request), "back": came_from(request)}
        return render(request, "accounts/signed_out.html", page, status=401)
    return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))


def typed(request: HttpRequest) -> list[str]:
    """The posted texts that a person may have written."""
    return [
        value
        for name, values in posted(request).lists()
        if not any(word in name.lower() for word in _UNSPOKEN)
        for value in values
        if len(value) > 2 and any(char.isalpha() for char in value)
    ]


def came_from(request: HttpRequest) -> str:
    """The page that held the form, else the dashboard; the address of a form's own deed cannot be looked at."""
    referer = request.headers.get("Referer", "")
    if referer and is_ours(referer, request):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return resolve_url(settings.LOGIN_REDIRECT_URL)
