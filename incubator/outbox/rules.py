"""Who may touch the outbox: programme staff. What a letter allows is in its table of moves."""

from typing import Any

from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.states import EDITABLE, LETTER


def may_handle(user: Any, letter: Letter) -> bool:
    return bool(user.is_active and user.is_staff)


def may_edit(user: Any, letter: Letter) -> bool:
    """Words with a key in them are never shown, so they cannot be edited."""
    return may_handle(user, letter) and letter.state in EDITABLE and letter.kind not in kinds.secrets()


def verbs_for(user: Any, letter: Letter) -> list[str]:
    """The deeds that stand as buttons on the letter's page."""
    return [verb for verb in LETTER.moves if may_handle(user, letter) and LETTER.allows(verb, letter.state)]
