"""One account for every kind of service: who was granted what, paid by whom, and every movement of it.

A balance is the sum of its entries; `left` repeats that sum on the row, so that one conditional UPDATE under a CHECK can guard it.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.words import Words
from programs.partners.models import Cohort, Partner
from services.catalogue.models import Service
from services.catalogue.states import ServiceKind
from services.ledger.states import EntitlementState, Standing, Verb
from startups.models import Startup


class FundingSourceQuerySet(models.QuerySet["FundingSource"]):
    def visible_to(self, user: Any) -> "FundingSourceQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()


class FundingSource(models.Model):
    """Who pays: a partner's budget, a grant agreement, the house itself."""

    name = Words()

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partner")
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = FundingSourceQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class EntitlementQuerySet(models.QuerySet["Entitlement"]):
    def visible_to(self, user: Any) -> "EntitlementQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(startup__in=Startup.objects.of(user)) if user.is_authenticated else self.none()

    def covering(self, service: Service) -> "EntitlementQuerySet":
        """Those that this service may be drawn from: its own, or its kind's."""
        return self.filter(Q(service=service) | Q(service=None, kind=service.kind))

    def on(self, day: date) -> "EntitlementQuerySet":
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def active(self) -> "EntitlementQuerySet":
        return self.filter(state=EntitlementState.ACTIVE)

    def in_order_of_use(self) -> "EntitlementQuerySet":
        """What is for this service alone goes first, then what ends first."""
        return self.order_by(F("service").asc(nulls_last=True), "ends_on", "pk")

    def locked(self) -> "EntitlementQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "EntitlementQuerySet":
        return self.select_related("startup", "service", "source", "cohort")


class Entitlement(models.Model):
    """So many credits of one service, or of one kind of service, for a startup, between two days, paid by one source."""

    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    kind = models.CharField(_("kind"), max_length=18, choices=ServiceKind.choices)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only for")
    )
    source = models.ForeignKey(
        FundingSource, on_delete=models.PROTECT, related_name="entitlements", verbose_name=_("paid by")
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cohort")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    left = models.DecimalField(_("left (credits)"), max_digits=9, decimal_places=2, default=0, editable=False)
    state = models.CharField(
        _("state"), max_length=6, choices=EntitlementState.choices, default=EntitlementState.ACTIVE
    )
    granted_at = models.DateTimeField(_("granted"), default=timezone.now, editable=False)

    objects = EntitlementQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("entitlement")
        verbose_name_plural = _("entitlements")
        ordering = ["ends_on", "pk"]
        indexes = [models.Index(fields=["startup", "kind", "ends_on"], name="entitlement_of_startup")]
        constraints = [
            models.CheckConstraint(condition=Q(left__gte=0), name="balance_is_never_below_zero"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="entitlement_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.service or self.get_kind_display()} – {self.startup}"

    def standing(self, today: date | None = None) -> Standing:
        today = today or timezone.localdate()
        if self.state == EntitlementState.FROZEN:
            return Standing.FROZEN
        if today > self.ends_on:
            return Standing.EXPIRED
        if today < self.starts_on:
            return Standing.COMING
        return Standing.ACTIVE if self.left > 0 else Standing.EXHAUSTED


class AllowanceQuerySet(models.QuerySet["Allowance"]):
    def visible_to(self, user: Any) -> "AllowanceQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def for_newcomers(self) -> "AllowanceQuerySet":
        """Those that whoever joins the cohort gets without being asked."""
        return self.filter(is_for_newcomers=True)

    def locked(self) -> "AllowanceQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "AllowanceQuerySet":
        return self.select_related("cohort__programme", "service", "source")


class Allowance(models.Model):
    """What each startup of a cohort is to get. Granted by one deed, and to those who join later by themselves when staff say so."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+", verbose_name=_("cohort"))
    kind = models.CharField(_("kind"), max_length=18, choices=ServiceKind.choices)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only for")
    )
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="+", verbose_name=_("paid by"))
    amount = models.DecimalField(_("credits for each"), max_digits=9, decimal_places=2)
    months = models.PositiveSmallIntegerField(
        _("months"), default=12, help_text=_("From the first day of the cohort on.")
    )
    is_for_newcomers = models.BooleanField(
        _("also for those who join later"),
        default=False,
        help_text=_("Then each startup that joins the cohort gets it within the hour."),
    )
    granted_at = models.DateTimeField(_("granted"), null=True, blank=True, editable=False)

    objects = AllowanceQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("allowance of a cohort")
        verbose_name_plural = _("allowances of cohorts")
        ordering = ["-cohort", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="allowance_is_more_than_nothing"),
            models.CheckConstraint(condition=Q(months__range=(1, 60)), name="allowance_lasts_one_to_sixty_months"),
            models.UniqueConstraint(
                fields=["cohort", "kind", "service", "source"],
                nulls_distinct=False,
                name="cohort_has_an_allowance_of_a_kind_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service or self.get_kind_display()} – {self.cohort}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Any) -> "EntryQuerySet":
        return self.filter(entitlement__in=Entitlement.objects.visible_to(user))

    def about(self, thing: models.Model) -> "EntryQuerySet":
        return self.filter(kind_of_thing=thing._meta.label_lower, key_of_thing=str(thing.pk))

    def open_holds(self) -> "EntryQuerySet":
        return self.filter(verb=Verb.HOLD, closed_by=None)

    def consumed(self) -> "EntryQuerySet":
        return self.filter(verb=Verb.CONSUME)

    def refunded(self) -> "EntryQuerySet":
        """Given back after it was used: an adjustment that names the thing."""
        return self.filter(verb=Verb.ADJUST).exclude(key_of_thing="")


class Entry(models.Model):
    """One movement, never altered. `amount` is what it does to the balance: a grant adds, a hold takes, a release gives back; a
    consumption changes nothing any more, it says that the hold it closes was used. A hold is closed once. `is_received` is false
    for what was used up without being had, a meeting nobody came to.
    """

    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, related_name="entries", verbose_name=_("entitlement")
    )
    verb = models.CharField(_("what"), max_length=7, choices=Verb.choices)
    amount = models.DecimalField(_("credits"), max_digits=9, decimal_places=2)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("service")
    )
    is_received = models.BooleanField(_("received"), default=True)
    closes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="closed_by")
    kind_of_thing = models.CharField(max_length=60, blank=True)
    key_of_thing = models.CharField(max_length=60, blank=True)
    title = models.CharField(_("about"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("movement of credits")
        verbose_name_plural = _("movements of credits")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind_of_thing", "key_of_thing"], name="ledger_entry_about")]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb="grant", amount__gt=0)
                | Q(verb="adjust")
                | Q(verb="hold", amount__lt=0)
                | Q(verb="release", amount__gt=0, closes__isnull=False)
                | Q(verb="consume", amount=0, closes__isnull=False),
                name="ledger_entry_has_the_sign_of_its_verb",
            ),
            models.CheckConstraint(condition=~Q(verb="adjust") | ~Q(reason=""), name="adjustment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.amount}"

    @property
    def used(self) -> Decimal:
        """Credits that a consumption has used up: those of the hold it closes."""
        return -self.closes.amount if self.closes and self.verb == Verb.CONSUME else Decimal(0)


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def about(self, thing: models.Model) -> "ReceiptQuerySet":
        return self.filter(kind_of_thing=thing._meta.label_lower, key_of_thing=str(thing.pk))


class Receipt(models.Model):
    """A startup was given a service, whatever it cost: what costs nothing has no entry, and some is received after it was paid."""

    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("service"))
    kind_of_thing = models.CharField(max_length=60)
    key_of_thing = models.CharField(max_length=60)
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("service received")
        verbose_name_plural = _("services received")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["startup", "service"], name="receipt_of_startup")]
        constraints = [models.UniqueConstraint(fields=["kind_of_thing", "key_of_thing"], name="thing_is_received_once")]

    def __str__(self) -> str:
        return f"{self.service} – {self.startup}"
