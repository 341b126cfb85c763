from typing import Any

from programs.statements.models import Statement
from startups.rules import may_edit


def may_read(user: Any, statement: Statement) -> bool:
    return True


def may_write(user: Any, statement: Statement) -> bool:
    """Owners and editors; whether it is open is said on the page."""
    return may_edit(user, statement.startup)
