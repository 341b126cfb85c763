"""What an event's page offers to choose from: five lists, read by one query."""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest

from events.agenda.models import Speaker, Theme
from incubator.accounts.models import User
from programs.partners.models import Cohort, Programme, Site

NAMES = ("name_fr", "name_en", "name_ar")
Pairs = list[tuple[Any, str]]


def _names(before: str = "") -> dict[str, str]:
    return {name: before + name for name in NAMES}


def _cohort(programme: dict[str, str], **told: Any) -> Cohort:
    return Cohort(programme=Programme(**programme), **told)


#: Of each list: what a label is made of, and who makes it.
LISTS: dict[str, tuple[Any, dict[str, Any], Callable[..., Any]]] = {
    "site": (Site, _names(), Site),
    "programme": (Programme, _names(), Programme),
    "cohort": (Cohort, {**_names(), "programme": JSONObject(**_names("programme__"))}, _cohort),
    "themes": (Theme, _names(), Theme),
    "speakers": (Speaker, {"name": "name"}, Speaker),
}


def rows_of(name: str, user: Any) -> Any:
    rows = LISTS[name][0].objects
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows.all()


def offered(request: HttpRequest, name: str) -> Pairs:
    """(key, label) of each row of this list; the first who asks reads all five."""
    if not hasattr(request, "_offered"):
        setattr(request, "_offered", _read(request.user))  # noqa: B010
    return getattr(request, "_offered")[name]  # noqa: B009


def _read(user: Any) -> dict[str, Pairs]:
    asked = {
        f"all_{name}": ArraySubquery(rows_of(name, user).values(told=JSONObject(pk="pk", **told)))
        for name, (_model, told, _make) in LISTS.items()
    }
    found = User.objects.filter(pk=user.pk).values(**asked).get()
    return {
        name: [(told["pk"], str(make(**told))) for told in found[f"all_{name}"]]
        for name, (_model, _told, make) in LISTS.items()
    }
