"""Every change of a rescue."""

from services.rescue.actions.answering import accept, choose, decline
from services.rescue.actions.opening import Chosen, open_for
from services.rescue.actions.watching import end, lapse, warn, watch, withdraw

__all__ = ["Chosen", "accept", "choose", "decline", "end", "lapse", "open_for", "warn", "watch", "withdraw"]
