"""The only code that changes certificates and feedback."""

from events.afterwards.actions.certifying import issue, issue_one, revoke
from events.afterwards.actions.opining import give_feedback

__all__ = ["give_feedback", "issue", "issue_one", "revoke"]
