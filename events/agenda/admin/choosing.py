"""What an event's page offers to choose from: six lists, read by one query."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest

from events.agenda.models import Speaker, Theme
from events.places.models import Resource
from incubator.accounts.models import User
from programs.partners.models import Cohort, Programme, Site

NAMES = ("name_fr", "name_en", "name_ar")
Pairs = list[tuple[Any, str]]
Grouped = tuple[tuple[str, Pairs], ...]


def _names(before: str = "") -> dict[str, str]:
    return {name: before + name for name in NAMES}


def _cohort(programme: dict[str, str], **told: Any) -> Cohort:
    return Cohort(programme=Programme(**programme), **told)


def _room(site: dict[str, str], **told: Any) -> Resource:
    return Resource(site=Site(**site), **told)


#: Of each list: what a label is made of, and who makes it.
LISTS: dict[str, tuple[Any, dict[str, Any], Callable[..., Any]]] = {
    "site": (Site, _names(), Site),
    "programme": (Programme, _names(), Programme),
    "cohort": (Cohort, {**_names(), "programme": JSONObject(**_names("programme__"))}, _cohort),
    "themes": (Theme, _names(), Theme),
    "speakers": (Speaker, {"name": "name"}, Speaker),
    "rooms": (Resource, {**_names(), "capacity": "capacity", "site": JSONObject(**_names("site__"))}, _room),
}


def rows_of(name: str, user: Any) -> Any:
    rows = LISTS[name][0].objects
    if name == "rooms":
        return rows.usable().order_by("site__code", "code")
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows.all()


def offered(request: HttpRequest, name: str) -> Pairs:
    """(key, label) of each row of this list."""
    return [(pk, str(row)) for pk, row in _lists(request)[name]]


def rooms(request: HttpRequest) -> Grouped:
    """Usable rooms and equipment by site."""
    return by_site(room for _pk, room in _lists(request)["rooms"])


def by_site(found: Iterable[Resource]) -> Grouped:
    groups: dict[str, Pairs] = {}
    for room in found:
        label = f"{room} ({room.capacity})" if room.capacity else str(room)
        groups.setdefault(str(room.site), []).append((room.pk, label))
    return tuple(groups.items())


def _lists(request: HttpRequest) -> dict[str, list[tuple[Any, Any]]]:
    """The first who asks reads all of them."""
    if not hasattr(request, "_offered"):
        setattr(request, "_offered", _read(request.user))  # noqa: B010
    return getattr(request, "_offered")  # noqa: B009


def _read(user: Any) -> dict[str, list[tuple[Any, Any]]]:
    asked = {
        f"all_{name}": ArraySubquery(rows_of(name, user).values(told=JSONObject(pk="pk", **told)))
        for name, (_model, told, _make) in LISTS.items()
    }
    found = User.objects.filter(pk=user.pk).values(**asked).get()
    return {
        name: [(told["pk"], make(**told)) for told in found[f"all_{name}"]]
        for name, (_model, _told, make) in LISTS.items()
    }
