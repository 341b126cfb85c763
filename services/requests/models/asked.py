"""What is asked: the request, what a prototype needs to be made, and what both sides write to each other."""

import uuid
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.applications.models import Line
from services.catalogue.models import Service
from services.requests.models.worked import RequestDelivery, RequestScope, RequestStep
from services.requests.states import ENDED, LIVE, MADE, UNANSWERED, ProposalState, RequestState, SafetyPoint
from startups.models import Startup

S = RequestState


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, user: Any) -> "RequestQuerySet":
        """The team sees its requests; staff see what was sent, a draft is its team's alone."""
        if getattr(user, "is_staff", False):
            return self.sent()
        if not user.is_authenticated:
            return self.none()
        return self.filter(startup__in=Startup.objects.of(user))

    def sent(self) -> "RequestQuerySet":
        return self.exclude(state=S.DRAFT)

    def live(self) -> "RequestQuerySet":
        return self.filter(state__in=LIVE)

    def to_triage(self) -> "RequestQuerySet":
        return self.filter(state=S.SUBMITTED)

    def late(self, now: datetime | None = None) -> "RequestQuerySet":
        """The answer, the work or one of its steps is over its day, and the programme team has to move."""
        now = now or timezone.now()
        today = timezone.localdate(now)
        steps = RequestStep.objects.filter(
            scope__request=OuterRef("pk"), scope__state=ProposalState.ACCEPTED, done_at=None, due_on__lt=today
        )
        unanswered = Q(state__in=UNANSWERED, triage_due_at__lt=now)
        unfinished = Q(state__in=[S.APPROVED, S.IN_PROGRESS], due_on__lt=today)
        return self.filter(unanswered | unfinished | Q(Exists(steps), state=S.IN_PROGRESS))

    def waiting_for_staff(self) -> "RequestQuerySet":
        """The team wrote and nobody answered, or its delivery is accepted and nobody closed it."""
        asked = RequestMessage.objects.filter(request=OuterRef("pk"), from_staff=False, answered_at=None)
        accepted = Q(state=S.DELIVERED, deliveries__accepted_at__isnull=False)
        return self.filter(Q(Exists(asked), state__in=LIVE) | accepted).distinct()

    def locked(self) -> "RequestQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "RequestQuerySet":
        """Everything one row of a list shows, in one query."""
        return self.select_related("startup", "service", "officer")


class Request(models.Model):
    """A startup asks for something that has no time: it is studied, scoped, agreed, done, delivered and closed."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(pgettext_lazy("request", "number"), max_length=30, blank=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("service"))
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    state = models.CharField(_("state"), max_length=11, choices=S.choices, default=S.DRAFT)
    paused_from = models.CharField(max_length=11, choices=S.choices, blank=True, editable=False)
    goal = models.CharField(_("goal in one sentence"), max_length=200)
    need = models.TextField(_("what you need"), max_length=4000, blank=True)
    wanted_on = models.DateField(_("wanted by"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer"),
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    triage_due_at = models.DateTimeField(_("answer due"), null=True, blank=True)
    due_on = models.DateField(_("work due"), null=True, blank=True)
    talk = models.ForeignKey(
        Service, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("scoping talk")
    )
    why = models.TextField(_("reason"), max_length=1000, blank=True)
    is_ended_by_team = models.BooleanField(default=False)
    evidence = models.TextField(_("evidence"), max_length=2000, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    token = models.CharField(
        max_length=40, blank=True, help_text=_("Of the page that began it: the same token is the same request.")
    )

    #: Filled by `queries`, for one row or for a whole list: the proposal that counts, the delivery that was not sent back.
    standing_scopes: "list[RequestScope]"
    standing_deliveries: "list[RequestDelivery]"

    objects = RequestQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-submitted_at", "-created_at", "pk"]
        indexes = [
            models.Index(fields=["startup", "-created_at"], name="request_by_startup"),
            models.Index(fields=["state", "triage_due_at"], name="request_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="request_number_is_given_once"),
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="page_begins_one_request"),
            models.CheckConstraint(
                condition=Q(state="draft", number="", submitted_at__isnull=True)
                | (~Q(state="draft") & ~Q(number="") & Q(submitted_at__isnull=False)),
                name="sent_request_has_time_and_number",
            ),
            models.CheckConstraint(
                condition=(Q(state="on_hold") & ~Q(paused_from="")) | (~Q(state="on_hold") & Q(paused_from="")),
                name="paused_request_knows_where_it_was",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or _('draft')} {self.service.name}"

    def get_absolute_url(self) -> str:
        return reverse("services:request_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == S.DRAFT

    @property
    def is_over(self) -> bool:
        return self.state in ENDED

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def makes_something(self) -> bool:
        return self.service.kind in MADE

    def is_answer_late(self, now: datetime) -> bool:
        due = self.triage_due_at
        return bool(self.state in UNANSWERED and due and due < now)

    def is_work_late(self, today: date) -> bool:
        return bool(self.state in {S.APPROVED, S.IN_PROGRESS} and self.due_on and self.due_on < today)


class PrototypeDetails(models.Model):
    """From idea to part: what is made, of what, how many, what is dangerous in it, with what, and how mature it is before and after."""

    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="prototype")
    material = models.CharField(_("material"), max_length=200, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    safety = ArrayField(
        models.CharField(max_length=8, choices=SafetyPoint.choices),
        verbose_name=_("safety points"),
        default=list,
        blank=True,
    )
    safety_note = models.CharField(_("more about safety"), max_length=500, blank=True)
    equipment = models.CharField(_("machine and technician wanted"), max_length=300, blank=True)
    trl_before = models.PositiveSmallIntegerField(_("TRL today"), null=True, blank=True)
    trl_after = models.PositiveSmallIntegerField(_("TRL after the work"), null=True, blank=True)

    class Meta:
        app_label = "services"
        verbose_name = _("prototype")
        verbose_name_plural = _("prototypes")
        constraints = [
            models.CheckConstraint(
                condition=(Q(trl_before=None) | Q(trl_before__range=(1, 9)))
                & (Q(trl_after=None) | Q(trl_after__range=(1, 9))),
                name="prototype_has_a_trl_of_the_scale",
            )
        ]

    def __str__(self) -> str:
        return self.material

    @property
    def safety_words(self) -> list[str]:
        return [str(SafetyPoint(point).label) for point in SafetyPoint.values if point in self.safety]


class RequestMessage(Line):
    """About one request."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="messages")

    class Meta(Line.Meta):
        app_label = "services"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "token"], condition=~Q(token=""), name="message_about_a_request_is_sent_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.at:%Y-%m-%d %H:%M}"
