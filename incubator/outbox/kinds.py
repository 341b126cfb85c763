"""What letters exist: filled by the units that post them, in AppConfig.ready; a test lists who must be there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from incubator.outbox.states import Category

Context = Callable[[Any], dict[str, Any] | None]
Planner = Callable[[], None]


@dataclass(frozen=True)
class CalendarPart:
    """A calendar file that the mail program shows as an entry, with the method its content names: REQUEST or CANCEL."""

    content: bytes
    method: str


Calendar = Callable[[Any, dict[str, Any]], CalendarPart | None]


@dataclass(frozen=True)
class Kind:
    """`name` is also the template: "programs.applications.application_received" is templates/programs/applications/mail/application_received.txt.

    `context(letter)` reads the live rows at the moment of sending and gives the words' values, or None when the letter
    no longer holds (the thing is gone, the state has changed): the letter is then cancelled, not sent.
    `calendar(letter, values)` gives the entry that goes with it, when there is one.
    """

    name: str
    context: Context
    category: str = Category.TRANSACTIONAL
    priority: int = 5
    is_secret: bool = False  # the body carries a key (reset, verification): staff never see it
    is_decision: bool = False  # after an ambiguous sending it stops as uncertain instead of going out again
    calendar: Calendar | None = None
    label: Any = ""  # what staff read in lists; without one, the name

    @property
    def template(self) -> str:
        *unit, word = self.name.split(".")
        return "/".join([*unit, "mail", word])


@dataclass
class Register:
    kinds: dict[str, Kind] = field(default_factory=dict)
    planners: dict[str, Planner] = field(default_factory=dict)

    def register(self, *kinds: Kind) -> None:
        for kind in kinds:
            self.kinds[kind.name] = kind

    def plan_with(self, name: str, planner: Planner) -> None:
        """A planner posts the reminders that are due now, each under its occasion key; it runs every minute."""
        self.planners[name] = planner

    def __getitem__(self, name: str) -> Kind:
        return self.kinds[name]

    def __contains__(self, name: object) -> bool:
        return name in self.kinds

    def decisions(self) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind.is_decision]

    def secrets(self) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind.is_secret]

    def label(self, name: str) -> str:
        return str(self.kinds[name].label or name) if name in self.kinds else name


kinds = Register()
