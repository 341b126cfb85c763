"""The entries of the workspace's side bar, by what the person may see. Costs no query: the account is already there."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
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
    language = get_language()
    return [
        Entry(label, icon, _address(name, language), request.path.startswith(_address(root, language)))
        for label, icon, name, root in _places(user)
    ]


@lru_cache(maxsize=100)
def _address(name: str, language: str) -> str:
    return reverse(name)


def _places(user: Any) -> list[tuple[str, str, str, str]]:
    """(label, icon, page, page whose address begins those that belong to this entry)"""
    places = [
        (_("Dashboard"), "home", "pages:dashboard", "pages:dashboard"),
        (_("My applications"), "doc", "programs:application_list", "programs:application_list"),
        (_("Calls for applications"), "flag", "programs:call_list", "programs:call_list"),
        (_("Events"), "calendar", "events:event_list", "events:event_list"),
        (_("Services"), "tool", "services:service_list", "services:service_list"),
        (_("My services"), "clock", "services:booking_list", "services:booking_list"),
        (_("Milestones"), "sunrise", "programs:milestone_list", "programs:milestone_list"),
        (_("Statements"), "chart", "programs:statement_list", "programs:statement_list"),
        (_("My startups"), "room", "startups:my_startups", "startups:startup_list"),
    ]
    if getattr(user, "receives", False):
        places.append((_("Coaching"), "people", "services:coaching_today", "services:coaching_today"))
    if getattr(user, "reads", False):
        places.append((_("Reports"), "chart", "reports:report_list", "reports:report_list"))
    if user.is_staff:
        places.append((_("Door"), "check", "events:door_list", "events:door_list"))
        places.append((_("Administration"), "desk", "admin:index", "admin:index"))
    return places
