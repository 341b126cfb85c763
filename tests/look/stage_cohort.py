"""Messages to a cohort as they stand before, during and after; somebody is late."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from incubator.demo import make
from incubator.outbox.models import Letter
from programs.cohorts.models import Enrolment
from programs.messages import actions
from programs.milestones.models import Milestone


def messages(place: Enrolment, officer: Any) -> dict[str, Any]:
    words = {"subject_fr": "Rendez-vous de mi-parcours " * 4, "text_fr": "Salle Atlas.", "subject_ar": "لقاء"}
    words |= {"text_ar": "بقاعة الأطلس.", "reach": "team"}
    one = make.milestone(of=place, title_fr="Plan de prototypage")
    Milestone.objects.filter(pk=one.pk).update(due_on=timezone.localdate() - timedelta(days=5))
    made = {name: actions.prepare(place.cohort_id, by=officer, **words) for name in ("prepared", "stopped", "sent")}
    actions.start(made["sent"].pk, by=officer)
    actions.stop(made["stopped"].pk, by=officer)
    lost = Letter.objects.filter(once__startswith=f"cohort_message:{made['sent'].pk}:").first()
    Letter.objects.filter(pk=lost.pk).update(state="failed", last_error="550 5.1.1 no such user")  # type: ignore[union-attr]
    return {"cohort_messages": made}
