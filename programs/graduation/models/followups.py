import uuid
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.cohorts.models import Enrolment
from programs.graduation.states import ALIVE, Answer, Source

#: Days after the due day on which the team is asked again; a week after the last letter staff call.
AGAIN = (0, 14, 28)
SILENT = timedelta(days=35)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: Any) -> "FollowUpQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def of(self, enrolments: Any) -> "FollowUpQuerySet":
        return self.filter(enrolment__in=enrolments)

    def at(self, months: int) -> "FollowUpQuerySet":
        return self.filter(months=months)

    def reached(self, day: date | None = None) -> "FollowUpQuerySet":
        """The startup left so many months ago or longer: the base of a survival rate."""
        return self.filter(due_on__lte=day or timezone.localdate())

    def alive(self) -> "FollowUpQuerySet":
        return self.filter(answer__in=ALIVE)

    def ceased(self) -> "FollowUpQuerySet":
        return self.filter(answer=Answer.CEASED)

    def unknown(self) -> "FollowUpQuerySet":
        """Not answered, or staff found out nothing: shown apart, never counted as alive."""
        return self.filter(answer=Answer.UNKNOWN)

    def one_of_each_startup(self) -> "FollowUpQuerySet":
        """The latest of those in hand where a startup took part more than once."""
        latest = self.order_by("enrolment__startup_id", "-due_on", "-pk").distinct("enrolment__startup_id").values("pk")
        return FollowUp.objects.filter(pk__in=latest)

    def counted(self) -> dict[str, int]:
        """{asked, alive, ceased, unknown}, in one query."""
        return self.aggregate(
            asked=Count("pk"),
            alive=Count("pk", filter=Q(answer__in=ALIVE)),
            ceased=Count("pk", filter=Q(answer=Answer.CEASED)),
            unknown=Count("pk", filter=Q(answer=Answer.UNKNOWN)),
        )

    def open(self) -> "FollowUpQuerySet":
        return self.filter(answered_at=None)

    def due(self, day: date | None = None) -> "FollowUpQuerySet":
        return self.open().reached(day)

    def silent(self, today: date | None = None) -> "FollowUpQuerySet":
        """Every letter was sent, and nobody answered: staff call."""
        return self.open().filter(due_on__lte=(today or timezone.localdate()) - SILENT)

    def locked(self) -> "FollowUpQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "FollowUpQuerySet":
        return self.select_related("enrolment__startup", "enrolment__cohort__programme")


class FollowUp(models.Model):
    """Whether a startup is alive so many months after its participation ended, however it ended (indicator I18)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="follow_ups", verbose_name=_("participation")
    )
    months = models.PositiveSmallIntegerField(_("months after the end"))
    due_on = models.DateField(_("to be asked on"))
    answer = models.CharField(_("answer"), max_length=7, choices=Answer.choices, default=Answer.UNKNOWN)
    staff_count = models.PositiveIntegerField(_("people who work there"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    source = models.CharField(_("how it is known"), max_length=8, choices=Source.choices, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("follow-up of a former startup")
        verbose_name_plural = _("follow-ups of former startups")
        ordering = ["due_on", "enrolment", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(answered_at=None), name="alumni_follow_up_due")]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "months"], name="startup_is_followed_up_once_at_each_time"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="unknown", source="")
                | (Q(answered_at__isnull=False) & ~Q(source="")),
                name="follow_up_is_answered_at_a_time_by_a_source",
            ),
            models.CheckConstraint(
                condition=Q(staff_count=None) | Q(answer__in=["active", "moved", "sold"]),
                name="only_who_is_alive_has_people_who_work",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(startup)s, after %(months)d months") % {
            "startup": self.enrolment.startup,
            "months": self.months,
        }

    @property
    def is_due(self) -> bool:
        return self.answered_at is None and self.due_on <= timezone.localdate()
