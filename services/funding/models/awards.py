"""What was granted, and its payments. `planned_mad` repeats the sum of the tranches that stand, `paid_mad` of those that were paid:
two CHECKs keep the first equal to the award and the second below it.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.funding.models.instruments import Instrument, dirhams
from services.funding.models.requests import Contribution, FundingRequest, person
from services.funding.states import AwardState, ContributionState, TrancheState
from startups.models import Startup


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, user: Any) -> "AwardQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(startup__in=Startup.objects.of(user)) if user.is_authenticated else self.none()

    def standing(self) -> "AwardQuerySet":
        return self.exclude(state=AwardState.CANCELLED)

    def to_sign(self) -> "AwardQuerySet":
        return self.filter(state=AwardState.PROPOSED)

    def with_card(self) -> "AwardQuerySet":
        return self.select_related("instrument__source", "startup", "request")

    def locked(self) -> "AwardQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Award(models.Model):
    request = models.OneToOneField(
        FundingRequest, on_delete=models.PROTECT, related_name="award", verbose_name=_("funding request")
    )
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="awards", verbose_name=_("funding instrument")
    )
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    state = models.CharField(_("state"), max_length=9, choices=AwardState.choices, default=AwardState.PROPOSED)
    amount = dirhams(_("amount (MAD)"))
    planned_mad = dirhams(_("in tranches (MAD)"), editable=False)
    paid_mad = dirhams(_("paid (MAD)"), default=0, editable=False)
    conditions = models.TextField(_("conditions"), blank=True)
    agreement = models.UUIDField(_("agreement"), null=True, editable=False)
    agreement_sent_at = models.DateTimeField(_("agreement sent"), null=True, editable=False)
    signed_on = models.DateField(_("signed on"), null=True, editable=False)
    awarded_at = models.DateTimeField(_("granted on"), default=timezone.now, editable=False)
    awarded_by = person(_("granted by"))
    reason = models.TextField(_("reason"), blank=True, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-awarded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "startup"],
                condition=~Q(state="cancelled"),
                name="startup_has_one_award_of_an_instrument",
            ),
            models.CheckConstraint(condition=Q(planned_mad=F("amount")), name="tranches_make_up_the_award"),
            models.CheckConstraint(
                condition=Q(paid_mad__gte=0, paid_mad__lte=F("amount")), name="award_is_never_paid_beyond_its_amount"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "cancelled"]) | Q(signed_on__isnull=False, agreement__isnull=False),
                name="award_is_signed_before_it_is_paid",
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(reason=""), name="cancelled_award_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} – {self.startup}"

    @property
    def left_mad(self) -> Decimal:
        return self.amount - self.paid_mad


class TrancheQuerySet(models.QuerySet["Tranche"]):
    def visible_to(self, user: Any) -> "TrancheQuerySet":
        return self.filter(award__in=Award.objects.visible_to(user))

    def standing(self) -> "TrancheQuerySet":
        return self.exclude(state=TrancheState.CANCELLED)

    def unpaid(self) -> "TrancheQuerySet":
        return self.standing().exclude(state=TrancheState.PAID)

    def next_first(self) -> "TrancheQuerySet":
        return self.order_by("number")

    def due(self, until: date) -> "TrancheQuerySet":
        """Whose turn it is and whose date has come: conditions, approval or payment are missing."""
        live = [TrancheState.CONDITIONS, TrancheState.APPROVED, TrancheState.FAILED]
        return self.filter(state__in=live, due_on__lte=until)

    def lacking(self) -> "TrancheQuerySet":
        """The team has to move: conditions are to be met, or the agreement before the first payment is to be signed."""
        unsigned = Q(award__state=AwardState.PROPOSED, award__agreement_sent_at__isnull=False)
        earlier = Tranche.objects.unpaid().filter(award=OuterRef("award"), number__lt=OuterRef("number"))
        return self.filter(Q(state=TrancheState.CONDITIONS) | Q(unsigned, ~Exists(earlier), state=TrancheState.PLANNED))

    def half_approved(self) -> "TrancheQuerySet":
        return self.filter(state=TrancheState.CONDITIONS, first_by__isnull=False)

    def to_read(self) -> "TrancheQuerySet":
        """Whose team has sent a proof that nobody has read: of a condition, or of own money before the first payment."""
        proved = Condition.objects.filter(tranche=OuterRef("pk"), document__isnull=False, met_at=None)
        declared = Contribution.objects.filter(request=OuterRef("award__request"), state=ContributionState.DECLARED)
        its_turn = Q(state=TrancheState.CONDITIONS)
        return self.filter(
            Q(Exists(proved), state__in=[TrancheState.PLANNED, TrancheState.CONDITIONS]) | its_turn & Exists(declared)
        )

    def with_card(self) -> "TrancheQuerySet":
        return self.select_related("award__instrument", "award__startup", "award__request", "first_by", "second_by")

    def locked(self) -> "TrancheQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


def approver(label: Any) -> models.ForeignKey:
    """Kept as long as the payment: who approves is never taken out of the line."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=label,
        editable=False,
    )


class Tranche(models.Model):
    """A payment of an award: two different people approve it, then it is paid, once."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="tranches", verbose_name=_("award"))
    number = models.PositiveSmallIntegerField(pgettext_lazy("tranche", "number"))
    amount = dirhams(_("amount (MAD)"))
    due_on = models.DateField(_("planned for"))
    state = models.CharField(_("state"), max_length=18, choices=TrancheState.choices, default=TrancheState.PLANNED)
    first_by, second_by = approver(_("first approval")), approver(_("second approval"))
    first_at = models.DateTimeField(null=True, editable=False)
    second_at = models.DateTimeField(null=True, editable=False)
    paid_on = models.DateField(_("paid on"), null=True, editable=False)
    reference = models.CharField(_("reference of the payment"), max_length=60, blank=True, editable=False)
    trouble = models.CharField(_("why the payment failed"), max_length=300, blank=True, editable=False)

    objects = TrancheQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("tranche")
        verbose_name_plural = _("tranches")
        ordering = ["due_on", "award", "number"]
        indexes = [models.Index(fields=["state", "due_on"], name="tranches_due")]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="tranche_has_its_own_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="tranche_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(second_by=None) | (Q(first_by__isnull=False) & ~Q(second_by=F("first_by"))),
                name="tranche_is_approved_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "paid", "failed"]) | Q(second_by__isnull=False),
                name="tranche_is_paid_after_two_approvals",
            ),
            models.CheckConstraint(
                condition=(Q(state="paid", paid_on__isnull=False) & ~Q(reference=""))
                | (~Q(state="paid") & Q(paid_on=None, reference="")),
                name="paid_tranche_has_a_day_and_a_reference",
            ),
        ]

    def __str__(self) -> str:
        return str(_("tranche %(number)d")) % {"number": self.number}

    @property
    def is_paid(self) -> bool:
        return self.state == TrancheState.PAID


class Condition(models.Model):
    """What must be shown before a tranche is paid: proved by the team with a file, found met by staff."""

    tranche = models.ForeignKey(Tranche, on_delete=models.CASCADE, related_name="conditions", verbose_name=_("tranche"))
    text = models.CharField(_("condition"), max_length=300)
    document = models.UUIDField(null=True, editable=False)
    proved_by = person(_("by"))
    proved_at = models.DateTimeField(_("proof sent"), null=True, editable=False)
    met_by = person(_("found met by"))
    met_at = models.DateTimeField(_("met"), null=True, editable=False)

    class Meta:
        app_label = "services"
        verbose_name = _("condition of a tranche")
        verbose_name_plural = _("conditions of tranches")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document=None, proved_at=None) | Q(document__isnull=False, proved_at__isnull=False),
                name="proof_of_a_condition_came_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_met(self) -> bool:
        return self.met_at is not None
