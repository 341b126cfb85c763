"""What this slice tells the floor: letters, reminders, personal data, work queues."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare, unlinked, values_of
from incubator.desk import Queue, add_queue
from programs.graduation import notices, planning
from programs.graduation.models import Farewell, FollowUp, Graduation, GraduationCertificate

#: What became of a cohort is kept ten years for the funders (domain.md 1.7).
MONTHS = 120
LIST = "admin:programs_followup_changelist"


def _farewells(user: Any) -> Iterable[dict[str, Any]]:
    rows = Farewell.objects.filter(person=user).order_by("said_at")
    return [dict(row) for row in rows.values("enrolment__startup__name", "score", "comment", "said_at")]


def _forget_farewells(user: Any) -> None:
    """The score stays as a figure, its words go."""
    Farewell.objects.filter(person=user).update(comment="", person=None)


def _forget_answers(user: Any) -> None:
    FollowUp.objects.filter(by=user).update(by=None, note="")


def register() -> None:
    """Called once, when all apps are there."""
    notices.register()
    planning.register()
    basis, proof = _("agreement with the partners"), _("proving that a startup completed a programme")
    answers = values_of(FollowUp, "by", "enrolment__startup__name", "answer", "note", "answered_at")
    graduations = values_of(Graduation, "by", "enrolment__startup__name", "graduated_on", "reason")
    issued = values_of(GraduationCertificate, "issued_by", "code", "issued_at")
    survival, better = _("figures on the survival of startups"), _("making programmes better")
    declare(Holding("programs.Graduation", proof, basis, MONTHS, graduations, unlinked(Graduation, "by")))
    without = unlinked(GraduationCertificate, "issued_by")
    declare(Holding("programs.GraduationCertificate", proof, basis, MONTHS, issued, without))
    declare(Holding("programs.Farewell", better, basis, MONTHS, _farewells, _forget_farewells))
    declare(Holding("programs.FollowUp", survival, basis, MONTHS, answers, _forget_answers))
    add_queue(
        Queue(
            "programs.alumni_silent",
            _("Former startups that have not answered"),
            lambda user, now: FollowUp.objects.silent(timezone.localdate(now)),
            lambda user: reverse(LIST) + "?waits=silent",
            position=72,
        )
    )
