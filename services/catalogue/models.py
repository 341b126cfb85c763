from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.words import Words
from programs.partners.models import Site
from services.catalogue.states import Manner, NeedKind, Place, ServiceKind, ServiceState
from startups.states import Stage, StartupKind


class ServiceQuerySet(models.QuerySet["Service"]):
    def visible_to(self, user: Any) -> "ServiceQuerySet":
        return self if getattr(user, "is_staff", False) else self.offered()

    def offered(self) -> "ServiceQuerySet":
        return self.filter(state=ServiceState.ACTIVE)

    def locked(self) -> "ServiceQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Service(models.Model):
    """What the incubator offers. `price` is in credits of the startup's entitlement, `price_mad` what others pay (TTC)."""

    name = Words()
    summary = Words()
    description = Words()
    deliverable = Words()

    slug = models.SlugField(_("address of the page"), max_length=60, unique=True)
    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=18, choices=ServiceKind.choices)
    manner = models.CharField(_("how it is asked for"), max_length=7, choices=Manner.choices, default=Manner.SLOT)
    state = models.CharField(_("state"), max_length=7, choices=ServiceState.choices, default=ServiceState.HIDDEN)
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    summary_fr = models.CharField(_("in one sentence (French)"), max_length=300, blank=True)
    summary_en = models.CharField(_("in one sentence (English)"), max_length=300, blank=True)
    summary_ar = models.CharField(_("in one sentence (Arabic)"), max_length=300, blank=True)
    description_fr = models.TextField(_("what (French)"), blank=True)
    description_en = models.TextField(_("what (English)"), blank=True)
    description_ar = models.TextField(_("what (Arabic)"), blank=True)
    deliverable_fr = models.CharField(_("what one has in the end (French)"), max_length=300, blank=True)
    deliverable_en = models.CharField(_("what one has in the end (English)"), max_length=300, blank=True)
    deliverable_ar = models.CharField(_("what one has in the end (Arabic)"), max_length=300, blank=True)
    price = models.DecimalField(_("price (credits)"), max_digits=7, decimal_places=2, default=1)
    price_incubated_mad = models.DecimalField(
        _("share of an incubated startup (MAD)"), max_digits=10, decimal_places=2, default=0
    )
    price_mad = models.DecimalField(
        _("price for others (MAD)"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: not offered to others."),
    )
    minutes = models.PositiveIntegerField(_("length (minutes)"), default=60)
    places = ArrayField(
        models.CharField(max_length=7, choices=Place.choices), verbose_name=_("ways"), default=list, blank=True
    )
    sites = models.ManyToManyField(Site, related_name="+", verbose_name=_("sites"), blank=True)
    notice_hours = models.PositiveSmallIntegerField(_("to be booked so many hours before"), default=24)
    horizon_days = models.PositiveSmallIntegerField(_("bookable so many days ahead"), default=30)
    cancel_hours = models.PositiveSmallIntegerField(
        _("free to cancel until so many hours before"), default=24, help_text=_("Later, it counts as used.")
    )
    needs_approval = models.BooleanField(_("staff approve each booking"), default=False)
    with_person = models.BooleanField(
        _("somebody receives the startup"), default=True, help_text=_("No: only a room, a desk or a machine is booked.")
    )
    for_enrolled_only = models.BooleanField(_("only for startups of a cohort"), default=True)
    for_kinds = ArrayField(
        models.CharField(max_length=10, choices=StartupKind.choices),
        verbose_name=_("for these kinds only"),
        help_text=_("None: for all."),
        default=list,
        blank=True,
    )

    opens = models.ManyToManyField(
        "events.Resource",
        related_name="+",
        verbose_name=_("opens machines"),
        help_text=_("Whoever has received this training may use them alone: the authorisation follows by itself."),
        blank=True,
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["kind", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="service_costs_nothing_or_credits"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="service_lasts_a_minute_at_least"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("services:service_detail", args=[self.slug])

    @property
    def kinds_told(self) -> str:
        """Which kinds of company may use it, as people read it; empty for all."""
        return ", ".join(str(StartupKind(one).label) for one in self.for_kinds)

    def is_had_at(self, site: str) -> Q:
        """Rows whose `site` is one of its own; of all sites, when it names none."""
        mine = Service.sites.through.objects.filter(service=self)
        return Q(Exists(mine.filter(site=OuterRef(site)))) | ~Q(Exists(mine))

    @property
    def open_sites(self) -> QuerySet[Site]:
        return Site.objects.open().filter(self.is_had_at("pk"))


class Need(models.Model):
    """What a startup must have before it may use a service; told in one sentence when it is missing."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="needs", verbose_name=_("service"))
    kind = models.CharField(_("condition"), max_length=9, choices=NeedKind.choices)
    trl = models.PositiveSmallIntegerField(_("TRL"), null=True, blank=True)
    stages = ArrayField(
        models.CharField(max_length=20, choices=Stage.choices), verbose_name=_("stages"), default=list, blank=True
    )
    other = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("other service")
    )
    times = models.PositiveSmallIntegerField(_("times"), default=1)

    class Meta:
        app_label = "services"
        verbose_name = _("condition of use")
        verbose_name_plural = _("conditions of use")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="trl", trl__isnull=False, trl__gte=1, trl__lte=9)
                | (Q(kind="stage") & ~Q(stages=[]))
                | Q(kind="delivered", other__isnull=False, times__gte=1),
                name="condition_says_what_it_asks",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
