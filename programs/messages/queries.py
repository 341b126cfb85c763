from incubator.mailings.states import MailingState
from programs.messages.models import CohortMessage


def worth_keeping(cohort_id: int) -> list[CohortMessage]:
    """What was written to a cohort and not stopped, in its order; the same words once."""
    rows = CohortMessage.objects.filter(cohort=cohort_id).exclude(state=MailingState.STOPPED).order_by("begun_at", "pk")
    found: dict[tuple[str, str], CohortMessage] = {}
    for row in rows.select_related("cohort"):
        found.setdefault((row.subject_fr, row.text_fr), row)
    return list(found.values())
