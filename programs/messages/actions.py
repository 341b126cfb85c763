"""A message to a cohort: written, read, tried on oneself, and stopped within ten minutes if need be."""

from typing import Any

from incubator.mailings.actions import TEN_MINUTES, Mailer
from programs.messages.models import CohortMessage

__all__ = ["TEN_MINUTES", "again", "edit", "prepare", "start", "stop", "try_out"]

mailer = Mailer(CohortMessage)
edit, try_out, start, stop, again = mailer.edit, mailer.try_out, mailer.start, mailer.stop, mailer.again


def prepare(cohort_id: int, *, by: Any, **values: Any) -> CohortMessage:
    """Nothing leaves yet."""
    return mailer.prepare(CohortMessage(cohort_id=cohort_id, **values), field="states", by=by)
