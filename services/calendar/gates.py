"""The gate of the pages of those who receive startups."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from incubator.access import View, for_user
from services.calendar.queries import provider_of


def for_provider(view: View) -> View:
    """Hands over the provider's row of whoever is signed in; for everybody else the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **url: Any) -> HttpResponse:
        provider = provider_of(request.user)
        if provider is None:
            raise Http404
        return view(request, provider, *args, **url)

    marked = for_user(guarded)
    marked.gate = "provider"  # type: ignore[attr-defined]
    return marked
