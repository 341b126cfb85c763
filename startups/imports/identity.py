"""When two rows, or a row and a record, are one and the same: by a number both have, else by name and place."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Identity:
    """`numbers` in the order of their weight (the ICE before the register); `names` as search keys, former ones too."""

    numbers: dict[str, str]
    names: frozenset[str]
    places: tuple[str, ...]

    @property
    def keys(self) -> list[str]:
        """All that it may be found by."""
        return [f"{kind}:{number}" for kind, number in self.numbers.items()] + [
            f"name:{name[:240]}" for name in sorted(self.names)
        ]

    def is_by_number(self, other: "Identity") -> bool | None:
        """What the first number that both have says; None when they share none."""
        for kind, number in self.numbers.items():
            if kind in other.numbers:
                return number == other.numbers[kind]
        return None

    def has_name_of(self, other: "Identity") -> bool:
        return bool(self.names & other.names) and self.is_by_number(other) is None

    def is_placed_like(self, other: "Identity") -> bool:
        """Unknown places differ from none."""
        return all(
            not here or not there or here == there for here, there in zip(self.places, other.places, strict=True)
        )

    def clashes_with(self, other: "Identity") -> str:
        """The kind of number that both claim while being two companies; "" for none."""
        if self.is_by_number(other) is not False:
            return ""
        return next((kind for kind, number in self.numbers.items() if other.numbers.get(kind) == number), "")


@dataclass
class Known:
    """Things with their identities, found by key."""

    by_key: dict[str, list[tuple[Identity, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, identity: Identity, thing: Any) -> None:
        for key in identity.keys:
            self.by_key[key].append((identity, thing))

    def find(self, identity: Identity) -> Any | None:
        """By a number; else by name in the same place; else by name, when only one such is placed so that it may be it."""
        near = self._near(identity)
        for other, thing in near:
            if identity.is_by_number(other):
                return thing
        named = [
            (other, thing) for other, thing in near if identity.has_name_of(other) and identity.is_placed_like(other)
        ]
        exact = [thing for other, thing in named if other.places == identity.places]
        if exact:
            return exact[0]
        return named[0][1] if len({id(thing) for _other, thing in named}) == 1 else None

    def clash(self, identity: Identity) -> tuple[str, Any]:
        """(kind of number, who has it) when another company claims a number of this one; ("", None) for none."""
        for other, thing in self._near(identity):
            if kind := identity.clashes_with(other):
                return kind, thing
        return "", None

    def _near(self, identity: Identity) -> list[tuple[Identity, Any]]:
        return [pair for key in identity.keys for pair in self.by_key.get(key, ())]
