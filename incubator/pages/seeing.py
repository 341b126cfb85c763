"""See as this founder: an officer looks at the portal through somebody's eyes. Read-only, with a banner, in the journal.

What stays closed: drafts (they belong to their team), the administration, accounts, keys and personal data. An officer
never looks through the eyes of a colleague.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from incubator.access import for_staff, for_user
from incubator.accounts.models import User
from incubator.journal.models import record

KEY = "seeing_as"
CLOSED = ("/admin/", "/accounts/", "/account/", "/outbox/", "/documents/")
GetResponse = Callable[[HttpRequest], HttpResponse]


class SeeingMiddleware:
    """Swaps the person of the request while an officer sees as a founder; anything but looking is refused."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and (wanted := request.session.get(KEY)):
            self._swap(request, wanted)
        return self.get_response(request)

    def _swap(self, request: Any, wanted: str) -> None:
        officer = request.user
        seen = (
            User.objects.filter(uid=wanted, is_active=True, is_staff=False).first()
            if officer.is_authenticated and officer.is_staff
            else None
        )
        if seen is None:
            request.session.pop(KEY, None)
            return
        path = _without_language(request.path)
        if path == _without_language(reverse("pages:see_as_end")) or path.startswith("/admin/"):
            return
        if request.method not in {"GET", "HEAD"} or path.startswith(CLOSED):
            raise PermissionDenied("read-only while seeing as somebody")
        seen.seen_by = officer
        request.user, request.seeing_as = seen, seen


def _without_language(path: str) -> str:
    code = f"/{get_language()}/"
    return path[len(code) - 1 :] if path.startswith(code) else path


@require_POST
@for_staff
@transaction.atomic
def see_as(request: HttpRequest, uid: UUID) -> HttpResponse:
    seen = User.objects.active().filter(uid=uid, is_staff=False).first()
    if seen is None:
        raise Http404
    record("see_as", seen, by=request.user)
    request.session[KEY] = str(seen.uid)
    return redirect("pages:dashboard")


@require_POST
@for_user
def see_as_end(request: HttpRequest) -> HttpResponse:
    request.session.pop(KEY, None)
    return redirect("admin:index")
