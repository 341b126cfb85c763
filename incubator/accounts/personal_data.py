"""The register of personal data: every model with personal fields declares itself here (law 09-08; reliability.md 7.6).

Filled by each unit in AppConfig.ready; a test fails for a model that forgot.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


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
