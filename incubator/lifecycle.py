"""The allowed moves of a noun, as one table that actions, rules, buttons and tests read alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from incubator.errors import Refused


@dataclass(frozen=True)
class Move:
    sources: frozenset[str]
    to: str


def move(*sources: str, to: str) -> Move:
    return Move(frozenset(str(source) for source in sources), str(to))


class Lifecycle:
    def __init__(self, moves: Mapping[str, Move]) -> None:
        self.moves = dict(moves)

    def allows(self, verb: str, state: str) -> bool:
        return str(state) in self.moves[verb].sources

    def after(self, verb: str, state: str) -> str:
        """The state that the verb leads to; raises Refused when it may not start from `state`."""
        if not self.allows(verb, state):
            raise Refused(_("This can no longer be done: the state has changed in the meantime."))
        return self.moves[verb].to

    def sources(self, verb: str) -> frozenset[str]:
        return self.moves[verb].sources

    def forbidden(self, states: Iterable[str]) -> list[tuple[str, str]]:
        """Every (verb, state) that must be refused, for the tests."""
        return [(verb, str(state)) for verb in self.moves for state in states if not self.allows(verb, state)]
