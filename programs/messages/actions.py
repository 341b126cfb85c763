"""A message to a cohort: written, read, tried on oneself, and stopped within ten minutes if need be."""

from typing import Any

from django.db import transaction

from incubator.journal.models import record
from incubator.mailings.actions import TEN_MINUTES, Mailer
from programs.messages.models import CohortMessage
from programs.messages.queries import worth_keeping

__all__ = ["TEN_MINUTES", "again", "edit", "prepare", "start", "stop", "take_over", "try_out"]

#: What a message of another cohort is taken for: its words and which of the team read them, not who was late or present.
TAKEN = [f"{part}_{code}" for part in ("subject", "text") for code in ("fr", "en", "ar")] + ["is_for_late", "reach"]

mailer = Mailer(CohortMessage)
edit, try_out, start, stop, again = mailer.edit, mailer.try_out, mailer.start, mailer.stop, mailer.again


def prepare(cohort_id: int, *, by: Any, **values: Any) -> CohortMessage:
    """Nothing leaves yet."""
    return mailer.prepare(CohortMessage(cohort_id=cohort_id, **values), field="states", by=by)


@transaction.atomic
def take_over(cohort_id: int, *, source: int, by: Any) -> list[CohortMessage]:
    """The messages of another cohort as drafts of this one, addressed to nobody: staff read them and say for whom they are."""
    made = [
        CohortMessage(cohort_id=cohort_id, states=[], by=by, **{name: getattr(one, name) for name in TAKEN})
        for one in worth_keeping(source)
    ]
    CohortMessage.objects.bulk_create(made)
    if made:
        record("take_over_messages", made[0].about, by=by, messages=len(made))
    return made
