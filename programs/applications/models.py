import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.applications.states import LIVE, ApplicationState, CorrectionState, ScreeningOutcome, VersionState
from programs.calls.models import Call, Form
from programs.partners.models import Cohort
from startups.models import Startup


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """The team sees its files; staff see what was sent, and of a draft only that it exists (see `Application.may_be_read`)."""
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(startup__in=Startup.objects.of(user))

    def sent(self) -> "ApplicationQuerySet":
        return self.exclude(state__in=[ApplicationState.DRAFT, ApplicationState.LAPSED])

    def live(self) -> "ApplicationQuerySet":
        return self.filter(state__in=LIVE)

    def drafts(self) -> "ApplicationQuerySet":
        return self.filter(state=ApplicationState.DRAFT)

    def locked(self) -> "ApplicationQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "ApplicationQuerySet":
        """Everything one row of a list shows, in one query."""
        return self.select_related("startup", "call", "cohort__programme", "officer")


class Application(models.Model):
    """A startup's file for one call. The team works on `answers`; what was sent stands in `versions`."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications", verbose_name=_("call"))
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="applications", verbose_name=_("cohort"))
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+", verbose_name=_("form"))
    state = models.CharField(
        _("state"), max_length=20, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    receipt = models.CharField(_("receipt number"), max_length=40, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    is_editing = models.BooleanField(_("being edited again"), default=False)
    send_at_closing = models.BooleanField(_("send at closing time if complete"), default=False)
    self_check = models.JSONField(default=dict, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer"),
    )
    screening = models.CharField(_("screening"), max_length=10, choices=ScreeningOutcome.choices, blank=True)
    facts = models.JSONField(
        default=dict, blank=True, help_text=_("Answers that lists filter by: sector, stage, TRL, region.")
    )
    sort_key = models.CharField(max_length=120, editable=False, default="")
    search = SearchVectorField(editable=False, null=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    withdrawn_reason = models.CharField(_("reason of the withdrawal"), max_length=300, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-submitted_at", "-created_at", "pk"]
        indexes = [
            models.Index(fields=["call", "state", "-submitted_at"], name="application_by_call"),
            models.Index(fields=["state", "-submitted_at"], name="application_by_state"),
            models.Index(fields=["startup", "-created_at"], name="application_by_startup"),
            models.Index(fields=["sort_key"], name="application_by_name"),
            GinIndex(fields=["search"], name="application_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "startup"],
                condition=Q(state__in=LIVE),
                name="startup_has_one_live_application_per_cohort",
            ),
            models.UniqueConstraint(fields=["receipt"], condition=~Q(receipt=""), name="receipt_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "lapsed"]) | (Q(submitted_at__isnull=False) & ~Q(receipt="")),
                name="sent_application_has_time_and_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt or _('draft')} {self.startup}"

    def get_absolute_url(self) -> str:
        return reverse("programs:application_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state in {ApplicationState.DRAFT, ApplicationState.LAPSED}


class Answers(models.Model):
    """The working copy of one section: {question key: value}. `revision` guards against a colleague's lost text."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    section_key = models.SlugField(max_length=40)
    data = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        app_label = "programs"
        verbose_name = _("answers")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["application", "section_key"], name="section_is_answered_once")]

    def __str__(self) -> str:
        return f"{self.application_id}:{self.section_key}"


class Version(models.Model):
    """The answers as they were sent: {question key: value}; never changed. A late one waits for staff."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=14, choices=VersionState.choices, default=VersionState.SENT)
    is_current = models.BooleanField(default=True)
    used_grace = models.BooleanField(default=False)
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    token = models.CharField(
        max_length=40, blank=True, help_text=_("Of the page that sent it: the same token is the same sending.")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "programs"
        verbose_name = _("sent version")
        verbose_name_plural = _("sent versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="version_number_is_given_once"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(is_current=True), name="application_has_one_current_version"
            ),
            models.UniqueConstraint(fields=["application", "token"], condition=~Q(token=""), name="page_sends_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} v{self.number}"


class Extension(models.Model):
    """A later deadline for one file, with reason and author; checked by the same function as the call's own."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="extensions")
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "programs"
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")

    def __str__(self) -> str:
        return f"{self.application_id} {self.until:%Y-%m-%d %H:%M}"


class Correction(models.Model):
    """Staff send the file back: what to correct, in which sections, until when."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="corrections")
    request = models.TextField(_("what to correct"), max_length=2000)
    sections = models.JSONField(_("sections"), default=list, blank=True)
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, max_length=2000)

    class Meta:
        app_label = "programs"
        verbose_name = _("correction request")
        verbose_name_plural = _("correction requests")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="open"), name="application_has_one_open_correction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.asked_at:%Y-%m-%d}"


class Line(models.Model):
    """A line of a conversation between a team and the staff; `token` comes with the form: the same one is sent once."""

    text = models.TextField(_("message"), max_length=4000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    from_staff = models.BooleanField(default=False)
    token = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]


class Message(Line):
    """About one file."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")

    class Meta(Line.Meta):
        app_label = "programs"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "token"], condition=~Q(token=""), name="message_is_sent_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Note(models.Model):
    """Staff only: what the team never sees."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=4000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "programs"
        verbose_name = _("staff note")
        verbose_name_plural = _("staff notes")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.text[:60]


class Screening(models.Model):
    """One look at admissibility, with its typed reason; the latest counts."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="screenings")
    outcome = models.CharField(_("outcome"), max_length=10, choices=ScreeningOutcome.choices)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "programs"
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome="eligible") | ~Q(reason=""), name="screening_out_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"
