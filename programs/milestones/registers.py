"""What this slice tells the floor: letters, files, personal data, work queues."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare
from incubator.desk import Queue, add_queue
from incubator.documents import owners
from programs.milestones import notices
from programs.milestones.actions.handing_in import PURPOSE
from programs.milestones.models import Milestone

#: What became of a cohort is kept ten years for the funders (domain.md 1.7).
MONTHS = 120
LIST = "admin:programs_milestone_changelist"


def may_read_document(user: Any, document: Any) -> bool:
    return Milestone.objects.visible_to(user).filter(pk=document.key).exists()


def _handed_in(user: Any) -> Iterable[dict[str, Any]]:
    rows = Milestone.objects.filter(submitted_by=user)
    return [dict(row) for row in rows.values("title_fr", "evidence", "submitted_at", "enrolment__startup__name")]


def _unlink(user: Any) -> None:
    Milestone.objects.filter(submitted_by=user).update(submitted_by=None)
    Milestone.objects.filter(settled_by=user).update(settled_by=None)


def register() -> None:
    notices.register()
    owners.register(PURPOSE, may_read=may_read_document, accepts="any")
    purpose, basis = _("following the milestones of a startup"), _("performance of the programme")
    declare(Holding("programs.Milestone", purpose, basis, MONTHS, _handed_in, _unlink))
    add_queue(
        Queue(
            "programs.milestones_submitted",
            _("Milestones to validate"),
            lambda user, now: Milestone.objects.submitted(),
            lambda user: reverse(LIST) + "?state__exact=submitted",
            position=40,
        )
    )
    add_queue(
        Queue(
            "programs.milestones_late",
            _("Late milestones"),
            lambda user, now: Milestone.objects.late(timezone.localdate(now)),
            lambda user: reverse(LIST) + "?late=yes",
            position=41,
        )
    )
