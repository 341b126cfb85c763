"""Who is told of a statement: the owners of the startup. The words are in templates."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.post import post
from incubator.outbox.states import Category
from programs.statements.models import Statement
from programs.statements.states import WRITABLE, StatementState
from startups.models import Membership

UNIT = "programs.statements"


def _tell(kind: str, statement: Statement, occasion: str) -> None:
    for seat in Membership.objects.owners().filter(startup=statement.startup_id).select_related("person"):
        post(
            f"{UNIT}.{kind}", to=seat.person, about=statement, once=f"{kind}:{statement.pk}:{seat.person_id}:{occasion}"
        )


def statement_asked(statement: Statement) -> None:
    _tell("statement_asked", statement, "1")


def statement_received(statement: Statement) -> None:
    _tell("statement_received", statement, f"r{statement.revision}")


def statement_returned(statement: Statement) -> None:
    _tell("statement_returned", statement, f"r{statement.revision}")


def statement_due(statement: Statement, *, occasion: str) -> None:
    """J-3, then once a week, three times, when late; after that staff call (product.md J4)."""
    _tell("statement_due", statement, occasion)


def _words(*states: str) -> Any:
    def context(letter: Any) -> dict[str, Any] | None:
        statement = Statement.objects.with_card().filter(pk=letter.key_of_thing).first()
        if statement is None or statement.state not in states or not statement.period.is_open:
            return None
        return {
            "startup": statement.startup.name,
            "period": statement.period,
            "first": spoken.day(statement.period.first_day),
            "last": spoken.day(statement.period.last_day),
            "due": spoken.day(statement.period.due_on),
            "is_late": statement.is_late,
            "reason": statement.reason,
            "url": settings.SITE_URL + statement.get_absolute_url(),
        }

    return context


def register() -> None:
    reminder = Category.REMINDER
    kinds.register(
        Kind(f"{UNIT}.statement_asked", _words(*WRITABLE), label=_("statement asked for")),
        Kind(f"{UNIT}.statement_received", _words(StatementState.SUBMITTED), label=_("statement received")),
        Kind(f"{UNIT}.statement_returned", _words(StatementState.RETURNED), label=_("statement to be completed")),
        Kind(f"{UNIT}.statement_due", _words(*WRITABLE), category=reminder, label=_("reminder of a statement")),
    )
