import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.words import Words
from programs.cohorts.models import Enrolment
from programs.cohorts.states import PRESENT, EnrolmentState
from programs.milestones.states import ASKED, OPEN, SETTLED, CountedFrom, MilestoneState
from programs.partners.models import Programme
from startups.models import Startup


class PlanTemplateQuerySet(models.QuerySet["PlanTemplate"]):
    def visible_to(self, user: Any) -> "PlanTemplateQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()


class PlanTemplate(models.Model):
    """The milestones of a programme, each so many days after the start; laid out for a cohort, they become its plan."""

    name = Words()

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="plan_templates", verbose_name=_("programme")
    )
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    counted_from = models.CharField(
        _("days are counted from"), max_length=10, choices=CountedFrom.choices, default=CountedFrom.COHORT
    )

    objects = PlanTemplateQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("milestone plan")
        verbose_name_plural = _("milestone plans")
        ordering = ["programme__code", "pk"]

    def __str__(self) -> str:
        return self.name


class Asked(models.Model):
    """What a milestone is called and what it asks for, in three languages."""

    title = Words()
    asked = Words()

    title_fr = models.CharField(_("title (French)"), max_length=120)
    title_en = models.CharField(_("title (English)"), max_length=120, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=120, blank=True)
    asked_fr = models.TextField(_("what is asked (French)"), max_length=2000, blank=True)
    asked_en = models.TextField(_("what is asked (English)"), max_length=2000, blank=True)
    asked_ar = models.TextField(_("what is asked (Arabic)"), max_length=2000, blank=True)
    wants_evidence = models.BooleanField(
        _("evidence is wanted"), default=True, help_text=_("Then a text or a file is needed to hand it in.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class TemplateMilestone(Asked):
    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="items")
    days_after = models.PositiveSmallIntegerField(_("days after the start"))

    class Meta:
        app_label = "programs"
        verbose_name = _("milestone of a plan")
        verbose_name_plural = _("milestones of a plan")
        ordering = ["position", "days_after", "pk"]


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, user: Any) -> "MilestoneQuerySet":
        """Staff see all, teams their own, companions those of the startups they stand beside."""
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        mine = Q(memberships__person=user, memberships__ended_at=None)
        beside = Q(companions__person=user, companions__until=None)
        return self.filter(enrolment__startup__in=Startup.objects.filter(mine | beside).values("pk"))

    def of_team(self, user: Any) -> "MilestoneQuerySet":
        return self.filter(enrolment__startup__in=Startup.objects.of(user))

    def locked(self) -> "MilestoneQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "MilestoneQuerySet":
        return self.select_related("enrolment__startup", "enrolment__cohort__programme")

    def open(self) -> "MilestoneQuerySet":
        return self.filter(state__in=OPEN)

    def asked_for(self) -> "MilestoneQuerySet":
        """The team has to do something now; the clock of a paused startup stands still."""
        going = [EnrolmentState.ONBOARDING, EnrolmentState.ACTIVE]
        return self.filter(state__in=ASKED, enrolment__state__in=going)

    def late(self, today: date | None = None) -> "MilestoneQuerySet":
        return self.asked_for().filter(due_on__lt=today or timezone.localdate())

    def submitted(self) -> "MilestoneQuerySet":
        return self.filter(state=MilestoneState.SUBMITTED)

    def in_order(self) -> "MilestoneQuerySet":
        return self.order_by("due_on", "position", "pk")


class Milestone(Asked):
    """A dated objective of a startup in a cohort. Its words are those of the day it was laid out."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="milestones", verbose_name=_("participation")
    )
    item = models.ForeignKey(
        TemplateMilestone, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("of the plan")
    )
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=9, choices=MilestoneState.choices, default=MilestoneState.PLANNED)
    evidence = models.TextField(_("evidence"), max_length=4000, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    settled_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    times_returned = models.PositiveSmallIntegerField(_("times returned"), default=0)
    paused_days = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "position", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="milestone_state_and_day")]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "item"], name="milestone_of_a_plan_is_laid_out_once"),
            models.CheckConstraint(
                condition=Q(state__in=["validated", "waived"], settled_at__isnull=False)
                | (~Q(state__in=["validated", "waived"]) & Q(settled_at=None)),
                name="milestone_is_settled_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "validated"]) | Q(submitted_at__isnull=False),
                name="milestone_is_submitted_before_it_is_validated",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:milestone_detail", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def is_over(self) -> bool:
        return self.enrolment.state not in PRESENT

    @property
    def is_late(self) -> bool:
        return self.is_late_on(timezone.localdate())

    def is_late_on(self, today: date) -> bool:
        is_going = self.enrolment.state in (EnrolmentState.ONBOARDING, EnrolmentState.ACTIVE)
        return is_going and self.state in ASKED and self.due_on < today

    @property
    def is_closed_by_the_house(self) -> bool:
        """The participation ended, and with it what was still open."""
        return self.state == MilestoneState.WAIVED and not self.reason
