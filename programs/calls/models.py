import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.words import Words
from programs.calls.states import CallState, ChangeState, Operator, Phase, QuestionKind, Verdict
from programs.partners.models import Cohort


class FormQuerySet(models.QuerySet["Form"]):
    def visible_to(self, user: Any) -> "FormQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()


class Form(models.Model):
    """One version of the questions of a call; frozen for ever once `frozen_at` is set."""

    name = models.CharField(_("name"), max_length=120)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True, editable=False)

    objects = FormQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("application form")
        verbose_name_plural = _("application forms")
        ordering = ["name", "-version"]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class Section(models.Model):
    title = Words()
    intro = Words()

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(_("key"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title_fr = models.CharField(_("title (French)"), max_length=120)
    title_en = models.CharField(_("title (English)"), max_length=120, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=120, blank=True)
    intro_fr = models.TextField(_("introduction (French)"), blank=True)
    intro_en = models.TextField(_("introduction (English)"), blank=True)
    intro_ar = models.TextField(_("introduction (Arabic)"), blank=True)

    class Meta:
        app_label = "programs"
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="section_key_is_unique_in_its_form")]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A typed question. `options`: [{"value", "fr", "en", "ar"}]; `columns` of a table: [{"key", "kind", "fr", "en", "ar", "options"?}];

    `condition`: {"question": key, "one_of" or "none_of": [values]} on an earlier answer; `feeds`: the field of the startup's profile that
    pre-fills it, for example "sector"; `listed`: a list of the house instead of options: sector, stage, legal_form, region.
    """

    label = Words()
    help = Words()

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(_("key"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=QuestionKind.choices)
    label_fr = models.CharField(_("question (French)"), max_length=300)
    label_en = models.CharField(_("question (English)"), max_length=300, blank=True)
    label_ar = models.CharField(_("question (Arabic)"), max_length=300, blank=True)
    help_fr = models.CharField(_("help (French)"), max_length=300, blank=True)
    help_en = models.CharField(_("help (English)"), max_length=300, blank=True)
    help_ar = models.CharField(_("help (Arabic)"), max_length=300, blank=True)
    is_required = models.BooleanField(_("required"), default=True)
    minimum = models.DecimalField(_("minimum"), max_digits=14, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(
        _("maximum (value, characters, choices, rows or MB)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    listed = models.CharField(_("list of the house"), max_length=20, blank=True)
    options = models.JSONField(_("options"), default=list, blank=True)
    columns = models.JSONField(_("columns"), default=list, blank=True)
    condition = models.JSONField(_("condition"), default=dict, blank=True)
    feeds = models.CharField(_("profile field"), max_length=40, blank=True)
    is_blinded = models.BooleanField(_("hidden in a blind review"), default=False)

    class Meta:
        app_label = "programs"
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["section", "key"], name="question_key_is_unique_in_its_section")]

    def __str__(self) -> str:
        return self.label


class EligibilityRule(models.Model):
    """A condition on one answer, with the reason that is told when it is not met."""

    reason = Words()

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="rules")
    question_key = models.SlugField(_("question"), max_length=40)
    operator = models.CharField(_("condition"), max_length=10, choices=Operator.choices)
    value = models.JSONField(_("value"), default=list, blank=True)
    otherwise = models.CharField(_("otherwise"), max_length=10, choices=Verdict.choices, default=Verdict.INELIGIBLE)
    in_self_check = models.BooleanField(_("asked in the self-check"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    reason_fr = models.CharField(_("reason (French)"), max_length=300)
    reason_en = models.CharField(_("reason (English)"), max_length=300, blank=True)
    reason_ar = models.CharField(_("reason (Arabic)"), max_length=300, blank=True)

    class Meta:
        app_label = "programs"
        verbose_name = _("eligibility rule")
        verbose_name_plural = _("eligibility rules")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.question_key} {self.operator}"


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: Any) -> "CallQuerySet":
        """With the card: every page of a call names its programme and cohort."""
        return (self if getattr(user, "is_staff", False) else self.published()).with_card()

    def published(self) -> "CallQuerySet":
        return self.filter(state=CallState.PUBLISHED)

    def open(self, now: datetime | None = None) -> "CallQuerySet":
        now = now or timezone.now()
        return self.published().filter(opens_at__lte=now, closes_at__gt=now)

    def locked(self) -> "CallQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "CallQuerySet":
        return self.select_related("cohort__programme")


class Call(models.Model):
    """A dated window to apply for the places of one cohort. Instants are fixed at publication and stored in UTC."""

    title = Words()
    summary = Words()
    purpose = Words()
    who = Words()
    documents = Words()

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="calls", verbose_name=_("cohort"))
    form = models.ForeignKey(
        Form, on_delete=models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("form")
    )
    state = models.CharField(_("state"), max_length=10, choices=CallState.choices, default=CallState.DRAFT)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    grace_minutes = models.PositiveSmallIntegerField(_("grace (minutes)"), default=2)
    places = models.PositiveSmallIntegerField(_("places"), default=10)
    kinds = models.JSONField(_("for which kinds of startup"), default=list, blank=True)
    confirm_days = models.PositiveSmallIntegerField(_("days to confirm an offer"), default=7)
    results_on = models.DateField(_("results of the preselection"), null=True, blank=True)
    interviews_on = models.DateField(_("interviews"), null=True, blank=True)
    starts_on = models.DateField(_("start of the programme"), null=True, blank=True)
    minutes_needed = models.PositiveSmallIntegerField(_("time needed (minutes)"), default=60)
    quota_mb = models.PositiveSmallIntegerField(_("files per application (MB)"), default=50)
    title_fr = models.CharField(_("title (French)"), max_length=160)
    title_en = models.CharField(_("title (English)"), max_length=160, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=160, blank=True)
    summary_fr = models.CharField(_("in one sentence (French)"), max_length=300, blank=True)
    summary_en = models.CharField(_("in one sentence (English)"), max_length=300, blank=True)
    summary_ar = models.CharField(_("in one sentence (Arabic)"), max_length=300, blank=True)
    purpose_fr = models.TextField(_("purpose (French)"), blank=True)
    purpose_en = models.TextField(_("purpose (English)"), blank=True)
    purpose_ar = models.TextField(_("purpose (Arabic)"), blank=True)
    who_fr = models.TextField(_("who can apply (French)"), blank=True)
    who_en = models.TextField(_("who can apply (English)"), blank=True)
    who_ar = models.TextField(_("who can apply (Arabic)"), blank=True)
    documents_fr = models.TextField(_("documents to prepare (French)"), blank=True)
    documents_en = models.TextField(_("documents to prepare (English)"), blank=True)
    documents_ar = models.TextField(_("documents to prepare (Arabic)"), blank=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    to_check = models.JSONField(_("to check"), default=list, blank=True, editable=False)
    receipts = models.PositiveIntegerField(_("receipts given"), default=0, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("call for applications")
        verbose_name_plural = _("calls for applications")
        ordering = ["-closes_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="call_closes_after_it_opens"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(form__isnull=False), name="published_call_has_a_form"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:call_detail", args=[self.slug])

    def phase(self, now: datetime | None = None) -> Phase:
        now = now or timezone.now()
        if now < self.opens_at:
            return Phase.SCHEDULED
        return Phase.OPEN if now < self.closes_at else Phase.CLOSED

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.grace_minutes)


class QuestionAndAnswer(models.Model):
    """A frequent question about a call, with its answer."""

    question = Words()
    answer = Words()

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="faq")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    question_fr = models.CharField(_("question (French)"), max_length=200)
    question_en = models.CharField(_("question (English)"), max_length=200, blank=True)
    question_ar = models.CharField(_("question (Arabic)"), max_length=200, blank=True)
    answer_fr = models.TextField(_("answer (French)"))
    answer_en = models.TextField(_("answer (English)"), blank=True)
    answer_ar = models.TextField(_("answer (Arabic)"), blank=True)

    class Meta:
        app_label = "programs"
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.question


class ClosingChange(models.Model):
    """A new closing instant. Later applies at once; earlier waits for a second person (product.md J1)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="closing_changes")
    was = models.DateTimeField()
    closes_at = models.DateTimeField(_("new closing"))
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "programs"
        verbose_name = _("change of closing")
        verbose_name_plural = _("changes of closing")
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(state="proposed"), name="call_has_one_proposed_closing"
            ),
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(closes_at__gte=F("was")) | ~Q(answered_by=F("proposed_by")),
                name="earlier_closing_needs_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} → {self.closes_at:%Y-%m-%d %H:%M}"
