"""Who would like to meet startups, who asked to meet whom, which partner was asked, and what became of it."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.catalogue.models import Service
from services.introductions.states import (
    OPEN,
    Agreement,
    IntroductionState,
    Outcome,
    PartnerSought,
    Reply,
    Side,
)
from startups.models import Organisation, Startup
from startups.states import Region, Sector


def _several(label: Any, choices: Any, size: int) -> Any:
    return ArrayField(models.CharField(max_length=size, choices=choices), verbose_name=label, default=list, blank=True)


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: Any) -> "TargetQuerySet":
        """Founders never read this list: whom they meet is told once it has agreed."""
        return self if getattr(user, "is_staff", False) else self.none()

    def open(self) -> "TargetQuerySet":
        return self.filter(is_open=True)

    def with_card(self) -> "TargetQuerySet":
        return self.select_related("organisation")


class Target(models.Model):
    """An organisation that is willing to meet startups: its contact person, what it looks for, and how often it may be asked."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    contact = models.CharField(_("contact person"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    kinds = _several(_("what it is for a startup"), PartnerSought.choices, 12)
    sectors = _several(_("sectors"), Sector.choices, 3)
    regions = _several(_("regions"), Region.choices, 5)
    per_month = models.PositiveSmallIntegerField(_("asked so many times a month at most"), default=2)
    is_open = models.BooleanField(_("may be asked"), default=True)
    note = models.TextField(_("note"), blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("partner for introductions")
        verbose_name_plural = _("partners for introductions")
        ordering = ["organisation__sort_key", "pk"]

    def __str__(self) -> str:
        return str(self.organisation)


class TargetMonth(models.Model):
    """How often a partner was asked in a calendar month: one conditional UPDATE under a CHECK counts (limits.py)."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="months")
    month = models.DateField(_("month"))
    asked = models.PositiveSmallIntegerField(_("asked"), default=0)
    allowed = models.PositiveSmallIntegerField(_("allowed"), default=0)

    class Meta:
        app_label = "services"
        verbose_name = _("month of a partner")
        verbose_name_plural = _("months of a partner")
        constraints = [
            models.UniqueConstraint(fields=["target", "month"], name="partner_has_one_counter_a_month"),
            models.CheckConstraint(condition=Q(asked__lte=F("allowed")), name="partner_is_not_asked_too_often"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.asked}/{self.allowed}"


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, user: Any) -> "IntroductionQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(startup__in=Startup.objects.of(user)) if user.is_authenticated else self.none()

    def open(self) -> "IntroductionQuerySet":
        return self.filter(state__in=OPEN)

    def locked(self) -> "IntroductionQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "IntroductionQuerySet":
        return self.select_related("startup", "service", "target__organisation")


class Introduction(models.Model):
    """A startup asks to meet somebody. `summary` is all that the partner reads of it before both have agreed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("service"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    kind = models.CharField(_("whom she wants to meet"), max_length=12, choices=PartnerSought.choices)
    named = models.CharField(_("organisation she has in mind"), max_length=120, blank=True)
    why = models.CharField(_("why"), max_length=400)
    summary = models.CharField(_("what may be said before both agree"), max_length=600)
    state = models.CharField(
        _("state"), max_length=11, choices=IntroductionState.choices, default=IntroductionState.REQUESTED
    )
    moved_at = models.DateTimeField(_("in this state since"), default=timezone.now)
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, null=True, blank=True, related_name="introductions", verbose_name=_("partner")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("officer")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    made_at = models.DateTimeField(_("introduced"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ["-asked_at", "pk"]
        indexes = [models.Index(fields=["state", "moved_at"], name="introduction_waits")]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at=None) | Q(target__isnull=False), name="introduction_made_has_a_partner"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["made", "followed_up"]) | Q(made_at__isnull=False),
                name="introduction_made_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "agreed"]) | Q(target__isnull=False),
                name="introduction_offered_has_a_partner",
            ),
        ]

    def __str__(self) -> str:
        """Shown to the startup, and to staff: never the partner's name."""
        return f"{self.service} – {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("services:introduction_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class ApproachQuerySet(models.QuerySet["Approach"]):
    def unanswered(self) -> "ApproachQuerySet":
        return self.filter(answered_at=None)

    def with_card(self) -> "ApproachQuerySet":
        return self.select_related("introduction__startup", "introduction__service", "target__organisation")


class Approach(models.Model):
    """One partner asked for one introduction, once. `is_named`: the startup had this organisation in mind, so its own yes is given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="approaches", verbose_name=_("introduction")
    )
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+", verbose_name=_("partner"))
    is_named = models.BooleanField(_("the organisation she has in mind"), default=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reply = models.CharField(_("answer"), max_length=10, choices=Reply.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ApproachQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("partner asked")
        verbose_name_plural = _("partners asked")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["introduction", "target"], name="partner_is_asked_once_for_an_introduction"
            ),
            models.UniqueConstraint(
                fields=["introduction"], condition=Q(answered_at=None), name="one_partner_is_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, reply="") | (Q(answered_at__isnull=False) & ~Q(reply="")),
                name="partner_answer_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.target)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> "FollowUpQuerySet":
        return self.filter(answered_at=None, closed_at=None)

    def answered(self) -> "FollowUpQuerySet":
        return self.exclude(answered_at=None)

    def with_card(self) -> "FollowUpQuerySet":
        return self.select_related(
            "introduction__startup", "introduction__service", "introduction__target__organisation"
        )


class FollowUp(models.Model):
    """What became of it, asked of one side after so many days; without a number of days it was told unasked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="follow_ups", verbose_name=_("introduction")
    )
    side = models.CharField(_("side"), max_length=7, choices=Side.choices)
    days = models.PositiveSmallIntegerField(_("after so many days"), null=True, blank=True)
    due_on = models.DateField(_("due"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("no longer asked"), null=True, blank=True)
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome.choices, blank=True)
    agreement = models.CharField(_("what is signed"), max_length=11, choices=Agreement.choices, blank=True)
    amount_mad = models.DecimalField(_("amount (MAD)"), max_digits=14, decimal_places=2, null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on", "side", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(answered_at=None), name="follow_up_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["introduction", "side", "days"],
                condition=Q(days__isnull=False),
                name="follow_up_is_asked_once_of_a_side",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, outcome="") | (Q(answered_at__isnull=False) & ~Q(outcome="")),
                name="follow_up_answer_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(amount_mad=None, agreement="") | Q(outcome="signed"),
                name="only_what_is_signed_has_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(amount_mad=None) | Q(amount_mad__gt=0), name="what_is_signed_is_worth_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introduction} ({self.get_side_display()})"
