"""Startups that are on file already, and those that come to it: two queries for a hundred rows."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.text import slugify

from incubator.text import search_key, sort_key
from startups.actions.profile import RESERVED
from startups.identifiers import ICE_ROOT, ice_root
from startups.imports.identity import Identity
from startups.indexing import FIELDS, index
from startups.lists import place_key
from startups.models import Alias, Startup


def identify(values: dict[str, Any]) -> Identity:
    return _identity(
        ice=values.get("ice", ""),
        register=(values.get("rc_number", ""), values.get("rc_court", "")),
        names=[values.get("name", "")],
        city=values.get("city", ""),
    )


def identity_of(startup: Startup) -> Identity:
    names = [startup.name, *(alias.name for alias in startup.aliases.all())]
    return _identity(ice=startup.ice, register=(startup.rc_number, startup.rc_court), names=names, city=startup.city)


def _identity(*, ice: str, register: tuple[str, str], names: Iterable[str], city: str) -> Identity:
    numbers = {}
    if ice:
        numbers["ice"] = ice_root(ice)
    if all(register):
        numbers["rc_number"] = f"{register[0]}@{place_key(register[1])}"
    return Identity(numbers, frozenset(sort_key(name) for name in names if name), (place_key(city),))


def candidates(identities: Sequence[Identity], is_locking: bool) -> list[Startup]:
    """Whatever may be one of them, with the former names."""
    numbers = [identity.numbers for identity in identities]
    names = {name for identity in identities for name in identity.names}
    roots = {found["ice"] for found in numbers if "ice" in found}
    register = {found["rc_number"].split("@")[0] for found in numbers if "rc_number" in found}
    once_so_called = Alias.objects.filter(search_key__in=names).values("startup")
    rows = (
        Startup.objects.standing()
        .annotate(root=Substr("ice", 1, ICE_ROOT))
        .filter(Q(root__in=roots) | Q(rc_number__in=register) | Q(sort_key__in=names) | Q(pk__in=once_so_called))
    )
    return list((rows.locked() if is_locking else rows).order_by("pk").prefetch_related("aliases"))


def finish(startups: Sequence[Startup], lost: Mapping[int, str]) -> tuple[str, ...]:
    """Sets the search keys and, on new ones, the address."""
    for startup in startups:
        former = [alias.name for alias in startup.aliases.all()] if startup.pk else []
        index(startup, former_names=[*former, lost.get(startup.pk, "")])
    _give_addresses([startup for startup in startups if not startup.slug])
    return FIELDS


def former(startup: Startup, name: str) -> Alias:
    return Alias(startup=startup, name=name, search_key=search_key(name)[:240], until=timezone.localdate())


def _give_addresses(startups: Sequence[Startup]) -> None:
    tries = {id(startup): _slugs(startup.name) for startup in startups}
    first = {id(startup): next(tries[id(startup)]) for startup in startups}
    taken = set(Startup.objects.filter(slug__in=first.values()).values_list("slug", flat=True))
    for startup in startups:
        slug = first[id(startup)]
        while slug in taken:
            slug = next(tries[id(startup)])
        taken.add(slug)
        startup.slug = slug


def _slugs(name: str) -> Iterator[str]:
    # As startups.actions.profile does for one: the name, then the name with letters that nobody else has.
    base = slugify(search_key(name))[:120]
    if base and base not in RESERVED:
        yield base
    while True:
        yield f"{base or 'startup'}-{secrets.token_hex(3)}"
