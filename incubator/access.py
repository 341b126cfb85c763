"""The gates. Every view of ours wears exactly one, and a test finds the mark it leaves.

Out of sight is 404 (the same page for missing and for not yours), out of reach is 403.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from incubator.errors import Refused

View = Callable[..., HttpResponse]
VERBS = ("GET", "HEAD", "POST")


def _only_known_verbs(view: View) -> View:
    # Django answers 200 to TRACE and to invented verbs unless told otherwise.
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in VERBS:
            return HttpResponseNotAllowed(VERBS)
        return view(request, *args, **kwargs)

    return guarded


def _marked(view: View, gate: str) -> View:
    view.gate = gate  # type: ignore[attr-defined]
    return view


def for_everyone(view: View) -> View:
    """Anybody, signed in or not."""
    return _marked(login_not_required(_only_known_verbs(view)), "everyone")


def for_user(view: View) -> View:
    """Any signed-in person; the middleware sends others to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return _marked(_only_known_verbs(guarded), "user")


def for_staff(view: View) -> View:
    """Programme staff; for everybody else the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_authenticated and request.user.is_staff):
            raise Http404
        return view(request, *args, **kwargs)

    return _marked(_only_known_verbs(guarded), "staff")


def for_object(
    model: type[Model],
    *,
    may: Callable[[Any, Any], bool],
    by: str = "pk",
    public: bool = False,
    secret: bool = False,
    word: str = "all",
) -> Callable[[View], View]:
    """Fetches the thing within the person's sight by the address part `by`, asks the rule, hands it over.

    `public` lets anonymous people come as far as `visible_to` lets them see. `secret` is for what only a rule can tell apart:
    a thing that may not be reached is then out of sight too, and nobody learns that it exists. `word`: of its QuerySet, that
    fetches what the page shows.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **url: Any) -> HttpResponse:
            if not public and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            thing = _within_sight(model, request.user, {by: url.pop(by)}, word)
            if not may(request.user, thing):
                raise Http404 if secret else PermissionDenied
            return view(request, thing, **url)

        marked = _marked(_only_known_verbs(guarded), f"{model.__name__}.{may.__name__}")
        return login_not_required(marked) if public else marked

    return decorate


def _within_sight(model: type[Model], user: object, key: dict[str, Any], word: str) -> Model:
    try:
        return getattr(model.objects.visible_to(user), word)().get(**key)  # type: ignore[attr-defined]
    except (model.DoesNotExist, ValidationError, ValueError) as gone:  # type: ignore[attr-defined]
        raise Http404 from gone


@contextmanager
def telling(request: HttpRequest, *, done: object) -> Iterator[None]:
    """A deed's outcome as a message on the next page."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(done))
