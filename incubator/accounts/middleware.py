"""Who may still be here: sessions end with age, strangers are asked to sign in, staff bring a second factor."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator.accounts.doors import ask_to_sign_in, is_script
from incubator.accounts.queries import has_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
#: Written down at most this often, so that looking at pages costs no row.
STEP = 60


class SessionAgeMiddleware:
    """Ends a session that was idle or open for too long (SESSION_MINUTES, by role). Also keeps the list of sessions fresh."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without the cookie nobody is signed in, and a public page reads no session.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            if told := self._over(request):
                logout(request)
                if not is_script(request):
                    messages.info(request, told)
                return ask_to_sign_in(request)
            self._note(request)
        return self.get_response(request)

    def _over(self, request: HttpRequest) -> str:
        """Why the session ends, in words; empty while it goes on."""
        now, session = time.time(), request.session
        kept = _("What the portal had saved is still there.")
        idle, whole = settings.SESSION_MINUTES_STAFF if request.user.is_staff else settings.SESSION_MINUTES
        if now - session.get("seen", now) > idle * 60:
            why = ngettext(
                "You were signed out after %(count)d minute without activity.",
                "You were signed out after %(count)d minutes without activity.",
                idle,
            )
            return f"{why % {'count': idle}} {kept}"
        if now - session.get("began", now) > whole * 60:
            why = _("Your session was open for a long time and has ended.")
            return f"{why} {kept}"
        return ""

    def _note(self, request: HttpRequest) -> None:
        now, session = int(time.time()), request.session
        if "began" not in session:
            session["began"] = session["seen"] = now
        elif now - session["seen"] >= STEP:
            session["seen"] = now
            known = UserSession.objects.filter(session_key=session.session_key)
            if not known.update(last_seen_at=timezone.now()):
                UserSession.objects.create_from_request(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page asks for a signed-in person unless its gate says otherwise."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]
        return ask_to_sign_in(request)


class SecondFactorMiddleware:
    """Staff without a second factor reach the pages where they enrol one, and nothing else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.STAFF_NEED_SECOND_FACTOR or not self._owes(request, view):
            return None
        told = _("Programme staff sign in in two steps: add an authenticator app or a security key to go on.")
        if is_script(request):
            return JsonResponse({"second_factor": False}, status=403)
        messages.warning(request, told)
        return redirect("mfa_index")

    def _owes(self, request: HttpRequest, view: Callable[..., Any]) -> bool:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return False
        is_open = (getattr(view, "__module__", "") or "").startswith(("allauth.", "django.views.i18n")) or getattr(
            view, "gate", ""
        ) == "everyone"
        return request.user.is_staff and not is_open and not has_second_factor(request.user)
