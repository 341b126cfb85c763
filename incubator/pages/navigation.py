"""The entries of the workspace's side bar, by what the person may see. Costs no query: the account is already there."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _


class Entry(NamedTuple):
    label: str
    icon: str
    url: str
    is_current: bool


def entries(request: HttpRequest) -> list[Entry]:
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return [Entry(label, icon, url, _is_here(request.path, url)) for label, icon, url in _places(user)]


def _places(user: Any) -> list[tuple[str, str, str]]:
    places = [
        (_("Dashboard"), "home", "pages:dashboard"),
        (_("My applications"), "doc", "programs:application_list"),
        (_("Calls for applications"), "flag", "programs:call_list"),
        (_("My startups"), "room", "startups:startup_list"),
    ]
    if user.is_staff:
        places.append((_("Administration"), "desk", "admin:index"))
    return [(label, icon, url) for label, icon, name in places if (url := _address(name))]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _is_here(path: str, url: str) -> bool:
    return path.startswith(url)
