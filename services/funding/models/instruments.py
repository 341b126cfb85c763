"""Instruments: schemes of others, shown as information, and our own, whose budget is never exceeded.

`committed_mad`, `paid_mad` and `beneficiaries` are moved only by conditional UPDATEs (services.funding.actions.budget).
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.words import Words
from services.funding.states import InstrumentKind, InstrumentState, PaperMoment
from services.ledger.models import FundingSource
from startups.models import Startup
from startups.states import Sector, Stage

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
LEVEL = [MinValueValidator(1), MaxValueValidator(9)]


def dirhams(label: Any, **more: Any) -> models.DecimalField:
    """Dirhams and centimes."""
    return models.DecimalField(label, max_digits=12, decimal_places=2, **more)


def percent(label: Any, **more: Any) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=5, decimal_places=2, null=True, blank=True, validators=PERCENT, help_text="%", **more
    )


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def visible_to(self, user: Any) -> "InstrumentQuerySet":
        """A closed one stays in sight of the teams that asked for it: they still need its rules."""
        if getattr(user, "is_staff", False):
            return self
        shown = Q(state=InstrumentState.OPEN)
        return self.filter(shown | Q(pk__in=self._asked_by(user))) if user.is_authenticated else self.filter(shown)

    def _asked_by(self, user: Any) -> Any:
        return Instrument.objects.filter(requests__startup__in=Startup.objects.of(user)).values("pk")

    def open(self) -> "InstrumentQuerySet":
        return self.filter(state=InstrumentState.OPEN)

    def valid_on(self, day: date) -> "InstrumentQuerySet":
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_until=None) | Q(valid_until__gte=day))

    def offered(self) -> "InstrumentQuerySet":
        return self.open().valid_on(timezone.localdate())

    def ours(self) -> "InstrumentQuerySet":
        return self.filter(is_ours=True)

    def of_kind(self, kind: str) -> "InstrumentQuerySet":
        return self.filter(kind=kind)

    def for_sector(self, sector: str) -> "InstrumentQuerySet":
        return self.filter(Q(sectors=[]) | Q(sectors__contains=[sector]))

    def for_stage(self, stage: str) -> "InstrumentQuerySet":
        return self.filter(Q(stages=[]) | Q(stages__contains=[stage]))

    def locked(self) -> "InstrumentQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Instrument(models.Model):
    name = Words()
    summary = Words()
    terms = Words()

    slug = models.SlugField(_("address of the page"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=15, choices=InstrumentKind.choices)
    state = models.CharField(_("state"), max_length=6, choices=InstrumentState.choices, default=InstrumentState.CLOSED)
    is_ours = models.BooleanField(
        _("one applies here"),
        default=False,
        help_text=_("Otherwise the page is for information: one applies elsewhere."),
    )
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    summary_fr = models.CharField(_("in one sentence (French)"), max_length=300, blank=True)
    summary_en = models.CharField(_("in one sentence (English)"), max_length=300, blank=True)
    summary_ar = models.CharField(_("in one sentence (Arabic)"), max_length=300, blank=True)
    terms_fr = models.TextField(_("how it works (French)"), blank=True)
    terms_en = models.TextField(_("how it works (English)"), blank=True)
    terms_ar = models.TextField(_("how it works (Arabic)"), blank=True)
    operator = models.CharField(_("body"), max_length=160, help_text=_("Who grants it."))
    source = models.ForeignKey(
        FundingSource, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("paid by")
    )
    budget_mad = dirhams(_("budget (MAD)"), null=True, blank=True)
    committed_mad = dirhams(_("granted (MAD)"), default=0, editable=False)
    paid_mad = dirhams(_("paid (MAD)"), default=0, editable=False)
    ceiling_mad = dirhams(_("ceiling (MAD)"), null=True, blank=True)
    share_of_costs_max = percent(_("share of the costs, at most"))
    own_share_min = percent(_("own money, at least"))
    own_money_first = models.BooleanField(_("own money is proved before the first payment"), default=False)
    needs_company = models.BooleanField(_("only for companies that exist"), default=False)
    company_age_max_months = models.PositiveSmallIntegerField(
        _("age of the company, at most (months)"), null=True, blank=True
    )
    beneficiaries_max = models.PositiveSmallIntegerField(_("beneficiaries, at most"), null=True, blank=True)
    beneficiaries = models.PositiveIntegerField(_("beneficiaries"), default=0, editable=False)
    trl_min = models.PositiveSmallIntegerField(_("TRL at least"), null=True, blank=True, validators=LEVEL)
    trl_max = models.PositiveSmallIntegerField(_("TRL at most"), null=True, blank=True, validators=LEVEL)
    stages = ArrayField(
        models.CharField(max_length=20, choices=Stage.choices), verbose_name=_("stages"), default=list, blank=True
    )
    sectors = ArrayField(
        models.CharField(max_length=3, choices=Sector.choices), verbose_name=_("sectors"), default=list, blank=True
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source_url = models.CharField(_("where this is said"), max_length=300, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=50)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("funding instrument")
        verbose_name_plural = _("funding instruments")
        ordering = ["-is_ours", "position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(committed_mad__gte=0) & (Q(budget_mad=None) | Q(committed_mad__lte=F("budget_mad"))),
                name="instrument_grants_no_more_than_its_budget",
            ),
            models.CheckConstraint(
                condition=Q(paid_mad__gte=0, paid_mad__lte=F("committed_mad")),
                name="instrument_pays_no_more_than_it_granted",
            ),
            models.CheckConstraint(
                condition=Q(beneficiaries_max=None) | Q(beneficiaries__lte=F("beneficiaries_max")),
                name="instrument_has_no_more_beneficiaries_than_planned",
            ),
            models.CheckConstraint(
                condition=Q(is_ours=False) | Q(source__isnull=False, budget_mad__isnull=False),
                name="our_instrument_says_who_pays_and_how_much",
                violation_error_message=_("For what is asked for here, say who pays and the budget."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_from__lte=F("valid_until")),
                name="instrument_ends_after_it_begins",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(slug="files"),
                name="instrument_is_not_named_as_the_files",
                violation_error_message=_("This address is taken by another page."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("services:instrument_detail", args=[self.slug])

    @property
    def left_mad(self) -> Decimal | None:
        return None if self.budget_mad is None else self.budget_mad - self.committed_mad

    @property
    def is_full(self) -> bool:
        return self.beneficiaries_max is not None and self.beneficiaries >= self.beneficiaries_max

    def is_offered_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return self.state == InstrumentState.OPEN and begun and (self.valid_until is None or day <= self.valid_until)


class Paper(models.Model):
    """A document that an instrument asks for."""

    name = Words()

    instrument = models.ForeignKey(
        Instrument, on_delete=models.CASCADE, related_name="papers", verbose_name=_("funding instrument")
    )
    moment = models.CharField(_("when"), max_length=11, choices=PaperMoment.choices, default=PaperMoment.APPLICATION)
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        app_label = "services"
        verbose_name = _("paper asked for")
        verbose_name_plural = _("papers asked for")
        ordering = ["moment", "position", "pk"]

    def __str__(self) -> str:
        return self.name
