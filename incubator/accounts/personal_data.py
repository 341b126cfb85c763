"""The register of personal data: every model with personal fields declares itself here (law 09-08; reliability.md 7.6).

Filled by each unit in AppConfig.ready; a test fails for a model that forgot.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Holding:
    """What one model keeps about a person.

    `export(user)` gives plain dictionaries for the person's download, `files(user)` the pairs (name in the archive,
    open binary file), `erase(user)` removes or blanks what no duty obliges to keep. `months` is the retention.
    """

    model: str
    purpose: Any  # words for the page, through gettext_lazy
    basis: Any
    months: int
    export: Callable[[Any], Iterable[dict[str, Any]]]
    erase: Callable[[Any], None]
    files: Callable[[Any], Iterable[tuple[str, Any]]] = lambda user: ()


holdings: dict[str, Holding] = {}


def declare(holding: Holding) -> None:
    holdings[holding.model.lower()] = holding


def values_of(model: type[Model], link: str, *fields: str) -> Callable[[Any], Iterable[dict[str, Any]]]:
    """An export: these fields of the rows whose `link` is the person."""
    return lambda user: [dict(row) for row in model._default_manager.filter(**{link: user}).values(*fields)]


def unlinked(model: type[Model], *links: str) -> Callable[[Any], None]:
    """An erasure: the rows stay, the person's links to them go."""

    def erase(user: Any) -> None:
        for link in links:
            model._default_manager.filter(**{link: user}).update(**{link: None})

    return erase
