import uuid
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from startups.freshness import is_stale, stale_before
from startups.identifiers import show_ice, show_phone
from startups.states import CompanionKind, Fact, LegalForm, Region, Sector, Stage, StartupKind


class StartupQuerySet(models.QuerySet["Startup"]):
    def visible_to(self, user: Any) -> "StartupQuerySet":
        """Staff see all, members their own, companions theirs; everybody sees public cards. Whoever sees a record also sees those
        that were merged into it, which lead to it."""
        if getattr(user, "is_staff", False):
            return self
        public = Q(is_public=True) | Q(merged_into__is_public=True)
        if not user.is_authenticated:
            return self.filter(public)
        mine = Q(memberships__person=user, memberships__ended_at=None)
        accompanied = Q(companions__person=user, companions__until=None)
        near = Startup.objects.filter(mine | accompanied).values("pk")
        return self.filter(public | Q(pk__in=near) | Q(merged_into__in=near))

    def of(self, user: Any) -> "StartupQuerySet":
        """Those whose team the person belongs to."""
        return self.filter(memberships__person=user, memberships__ended_at=None)

    def listed(self) -> "StartupQuerySet":
        return self.filter(is_public=True)

    def standing(self) -> "StartupQuerySet":
        """Without those that only lead to another."""
        return self.filter(merged_into=None)

    def locked(self) -> "StartupQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def held(self, pk: int) -> "Startup":
        """The row, locked; for one that was merged in the meantime, the one that stays."""
        startup = self.locked().get(pk=pk)
        return self.locked().get(pk=startup.merged_into_id) if startup.merged_into_id else startup

    def matching(self, words: SearchQuery | None) -> "StartupQuerySet":
        """By what the public card shows (see indexing); None matches nothing."""
        return self.filter(search=words) if words else self.none()


class Startup(models.Model):
    """Any company or project that is supported or applies; `kind` tells them apart."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=140, unique=True)
    name = models.CharField(_("name"), max_length=120)
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)
    search_key = models.TextField(editable=False, default="")
    search = SearchVectorField(editable=False, null=True)
    kind = models.CharField(_("kind"), max_length=10, choices=StartupKind.choices, default=StartupKind.STARTUP)
    legal_form = models.CharField(
        _("legal form"), max_length=30, choices=LegalForm.choices, default=LegalForm.NOT_CREATED, blank=True
    )
    ice = models.CharField(_("ICE"), max_length=15, blank=True, help_text=_("15 digits"))
    rc_number = models.CharField(_("trade register number"), max_length=7, blank=True)
    rc_court = models.CharField(_("court of the trade register"), max_length=60, blank=True)
    tax_id = models.CharField(_("tax identifier (IF)"), max_length=10, blank=True)
    business_tax = models.CharField(_("business tax (TP)"), max_length=10, blank=True)
    cnss = models.CharField(_("CNSS affiliation"), max_length=10, blank=True)
    founded_on = models.DateField(_("created on"), null=True, blank=True)
    sector = models.CharField(_("main sector"), max_length=3, choices=Sector.choices, blank=True)
    other_sectors = models.JSONField(_("secondary sectors"), default=list, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    region = models.CharField(_("region"), max_length=5, choices=Region.choices, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    email = models.EmailField(_("contact address"), blank=True)
    website = models.CharField(_("web site"), max_length=200, blank=True)
    pitch = models.TextField(_("in two sentences"), max_length=300, blank=True)
    founders = models.PositiveSmallIntegerField(_("founders"), null=True, blank=True)
    women_founders = models.PositiveSmallIntegerField(_("women among the founders"), null=True, blank=True)
    young_founders = models.PositiveSmallIntegerField(_("founders aged 35 or less"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, blank=True, editable=False)
    trl = models.PositiveSmallIntegerField(_("TRL"), null=True, blank=True, editable=False)
    is_resident = models.BooleanField(_("resident"), default=False)
    is_public = models.BooleanField(_("public card"), default=False)
    created_at = models.DateTimeField(_("on file since"), default=timezone.now, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("merged into")
    )
    merged_at = models.DateTimeField(_("merged"), null=True, editable=False)

    objects = StartupQuerySet.as_manager()

    class Meta:
        verbose_name = _("startup")
        verbose_name_plural = _("startups")
        ordering = ["sort_key", "pk"]
        indexes = [
            GinIndex(fields=["search"], name="startup_search"),
            models.Index(models.F("ice"), name="startup_ice"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ice="") | Q(ice__regex=r"^[0-9]{15}$"), name="startup_ice_has_fifteen_digits"
            ),
            models.UniqueConstraint(
                models.functions.Substr("ice", 1, 9),
                condition=~Q(ice="") & Q(merged_into=None),
                name="startup_is_one_company",
            ),
            models.UniqueConstraint(
                fields=["rc_number", "rc_court"],
                condition=~Q(rc_number="") & Q(merged_into=None),
                name="startup_register_number_is_unique_within_its_court",
            ),
            models.CheckConstraint(
                condition=Q(rc_number="") | ~Q(rc_court=""), name="startup_register_number_has_its_court"
            ),
            models.CheckConstraint(
                condition=Q(founders=None)
                | (~Q(women_founders__gt=F("founders")) & ~Q(young_founders__gt=F("founders"))),
                name="startup_founders_are_counted_within_their_number",
            ),
            models.CheckConstraint(
                condition=Q(trl=None) | Q(trl__range=(1, 9)), name="startup_trl_is_between_one_and_nine"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None)
                | Q(merged_into__isnull=False, merged_at__isnull=False, is_public=False),
                name="merged_startup_is_shown_nowhere",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("startups:startup_detail", args=[self.slug])

    @property
    def sectors(self) -> list[str]:
        """The names of the sectors, the main one first."""
        return [str(Sector(code).label) for code in [self.sector, *self.other_sectors] if code in Sector.values]

    @property
    def place(self) -> str:
        return ", ".join(filter(None, [self.city, str(self.get_region_display())]))

    @property
    def ice_shown(self) -> str:
        return show_ice(self.ice)

    @property
    def phone_shown(self) -> str:
        return show_phone(self.phone)


class Alias(models.Model):
    """A former or other name; history and duplicates are found by it."""

    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=120)
    search_key = models.CharField(max_length=240, editable=False, db_index=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self) -> str:
        return self.name


class ObservationQuerySet(models.QuerySet["Observation"]):
    def visible_to(self, user: Any) -> "ObservationQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(startup__in=Startup.objects.of(user)) if user.is_authenticated else self.none()

    def current(self) -> "ObservationQuerySet":
        """The last word on each fact of each startup."""
        same = Observation.objects.filter(startup=OuterRef("startup"), fact=OuterRef("fact"))
        day = OuterRef("observed_on")
        return self.exclude(Exists(same.filter(Q(observed_on__gt=day) | Q(observed_on=day, pk__gt=OuterRef("pk")))))

    def last_words(self, startup_id: int) -> "ObservationQuerySet":
        """As current, for one startup: a row for each fact that is known."""
        return self.filter(startup=startup_id).order_by("fact", "-observed_on", "-pk").distinct("fact")

    def stale(self) -> "ObservationQuerySet":
        """Facts whose last word is old (see freshness)."""
        old = (Q(fact=fact, observed_on__lt=stale_before(fact)) for fact in Fact.values)
        return self.current().filter(reduce(or_, old))


class Observation(models.Model):
    """A dated, sourced fact (stage, TRL, staff, revenue); never overwritten."""

    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="observations")
    fact = models.CharField(_("fact"), max_length=12, choices=Fact.choices)
    text = models.CharField(_("value"), max_length=40, blank=True)
    number = models.DecimalField(_("measured value"), max_digits=14, decimal_places=2, null=True, blank=True)
    observed_on = models.DateField(_("observed on"))
    source = models.CharField(_("source"), max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["-observed_on", "-pk"]
        indexes = [models.Index(fields=["startup", "fact", "-observed_on"], name="observation_latest")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(fact="stage") & ~Q(text="")) | (~Q(fact="stage") & Q(number__isnull=False)),
                name="observation_has_its_value",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.observed_on}"

    @property
    def stage_shown(self) -> str:
        return str(Stage(self.text).label) if self.text in Stage.values else self.text

    @property
    def shown(self) -> str:
        """The value as people write it."""
        if self.number is None:
            return self.stage_shown
        return spoken.dirhams(self.number) if self.fact == Fact.REVENUE else spoken.number(self.number)

    @property
    def is_stale(self) -> bool:
        return is_stale(self.fact, self.observed_on)


class Companion(models.Model):
    """Somebody of the programme at the side of a startup: coach, mentor, officer; since, until."""

    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="companions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("companionship"), max_length=10, choices=CompanionKind.choices)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("companion")
        verbose_name_plural = _("companions")
        constraints = [
            models.UniqueConstraint(
                fields=["startup", "person", "kind"],
                condition=Q(until=None),
                name="companion_stands_once_beside_a_startup",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_kind_display()})"
