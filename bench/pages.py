"""What is measured: one line a page. To add one, name it, say who asks, where, and which page of the floor it stands beside."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse


@dataclass(frozen=True)
class Page:
    name: str
    who: str  # "" for anybody, else an address of the demonstration
    where: Callable[[], str]  # asked once, in the portal, with its rows loaded
    floor: str  # address in bench/floor with the same number of rows
    times: float  # the ceiling: CPU against the floor (performance.md 4)


def at(name: str, *, query: str = "") -> Callable[[], str]:
    return lambda: reverse(name) + query


def of_first(model: str, name: str, *, by: str = "pk", **having: object) -> Callable[[], str]:
    """The page of one row, the latest that fits."""

    def where() -> str:
        row = apps.get_model(model)._default_manager.filter(**having).order_by("-pk").first()
        if row is None:
            raise LookupError(f"no {model} with {having}")
        return reverse(name, args=[getattr(row, by)])

    return where


STAFF, FOUNDER = "admin@demo.test", "founder@demo.test"

PAGES = [
    Page("home", "", at("pages:home"), "/list/?rows=6", 4),
]
