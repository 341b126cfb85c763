from typing import Any

from incubator.accounts.models import Consent
from incubator.accounts.queries import NOTICE


def may_withdraw(user: Any, consent: Consent) -> bool:
    """Having read the notice cannot be undone; every other consent can."""
    return consent.purpose != NOTICE and consent.withdrawn_at is None
