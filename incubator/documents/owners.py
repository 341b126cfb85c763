"""Who owns the files of which purpose: filled by the units that keep them, in AppConfig.ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MayRead = Callable[[Any, Any], bool]
OnInfected = Callable[[Any], None]


@dataclass(frozen=True)
class Owner:
    may_read: MayRead
    accepts: str
    on_infected: OnInfected | None


owners: dict[str, Owner] = {}


def register(purpose: str, *, may_read: MayRead, accepts: str = "", on_infected: OnInfected | None = None) -> None:
    """`may_read(user, document)`; a purpose nobody registered can be read by nobody.

    `accepts` names a line of `purposes.PURPOSES`. `on_infected(document)` runs in the transaction that shuts the file away,
    so that its owner can tell the people and ask for another file.
    """
    owners[purpose] = Owner(may_read, accepts, on_infected)


def may_read(user: Any, document: Any) -> bool:
    owner = owners.get(document.purpose)
    return bool(owner and owner.may_read(user, document))


def accepts(purpose: str) -> str:
    owner = owners.get(purpose)
    return owner.accepts if owner and owner.accepts else purpose


def infected(document: Any) -> None:
    owner = owners.get(document.purpose)
    if owner and owner.on_infected:
        owner.on_infected(document)
