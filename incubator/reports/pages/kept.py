"""What is drawn of the figures of one version is drawn once a process and kept: they never change, nor does what they look like.

A key says all that the drawing depends on: the digest of the figures, the language, and whether small groups may be seen.
"""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """At most so many; the first that was kept makes room."""

    def __init__(self, *, most: int) -> None:
        self.most = most
        self.things: dict[Any, Thing] = {}

    def all(self) -> list[tuple[Any, Thing]]:
        return list(self.things.items())

    def get(self, key: Hashable, draw: Callable[[], Thing]) -> Thing:
        found = self.find(key)
        return self.keep(key, draw()) if found is None else found

    def find(self, key: Hashable) -> Thing | None:
        return self.things.get(key)

    def keep(self, key: Hashable, made: Thing) -> Thing:
        while len(self.things) >= self.most:
            self.things.pop(next(iter(self.things), None), None)
        self.things[key] = made
        return made
