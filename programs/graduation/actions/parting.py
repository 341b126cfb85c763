"""The question of the end."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.graduation.models import Farewell, Graduation


@transaction.atomic
def say(graduation_id: Any, *, by: Any, score: int, comment: str = "") -> Farewell:
    """Once for each participation; another answer takes its place for a month."""
    graduation = Graduation.objects.locked().with_card().get(pk=graduation_id)
    known = Farewell.objects.filter(enrolment=graduation.enrolment_id).first()
    if known is None:
        made = Farewell.objects.create(enrolment=graduation.enrolment, score=score, comment=comment, person=by)
        record("say_farewell", graduation, by=by)
        return made
    if (known.score, known.comment) == (score, comment):
        return known
    if known.is_settled:
        raise Refused(_("The answer can no longer be changed."))
    known.score, known.comment, known.person, known.changed_at = score, comment, by, timezone.now()
    known.save(update_fields=["score", "comment", "person", "changed_at"])
    record("change_farewell", graduation, by=by)
    return known
