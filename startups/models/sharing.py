import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from startups.models.organisation import Organisation
from startups.models.startup import Startup
from startups.states import SharingScope


class SharingQuerySet(models.QuerySet["Sharing"]):
    def visible_to(self, user: Any) -> "SharingQuerySet":
        """The team that gave it, and staff. What a partner may see because of it is asked of `live` by the page that shows it."""
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(startup__in=Startup.objects.of(user))

    def live(self, on: date | None = None) -> "SharingQuerySet":
        """In force on this day (today when none is given). Ask for today whenever something is shown: what is over is over for old papers too."""
        day = on or timezone.localdate()
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gt=day))

    def of(self, startup: Any) -> "SharingQuerySet":
        return self.filter(startup=startup)

    def with_organisation(self, organisation: Any) -> "SharingQuerySet":
        return self.filter(organisation=organisation)

    def with_figures(self) -> "SharingQuerySet":
        """Those that let the organisation see the startup's own figures, not its name alone."""
        return self.filter(scope=SharingScope.FIGURES)

    def with_card(self) -> "SharingQuerySet":
        return self.select_related("startup", "organisation", "given_by", "ended_by")

    def locked(self) -> "SharingQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Sharing(models.Model):
    """The owner agrees that a partner organisation sees the startup's name, or its name and figures (law 09-08).

    Each row is its own evidence: which text, in which language, when. It ends on the day `until`, which counts no more.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="sharings")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    scope = models.CharField(
        _("what is shared"), max_length=8, choices=SharingScope.choices, default=SharingScope.FIGURES
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    wording = models.PositiveSmallIntegerField(_("version of the text"), default=1)
    language = models.CharField(max_length=2)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("given by")
    )
    given_at = models.DateTimeField(_("given on"), default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)

    objects = SharingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sharing with a partner")
        verbose_name_plural = _("sharings with partners")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["startup", "organisation"], condition=Q(until=None), name="startup_shares_once_with_a_partner"
            ),
            models.CheckConstraint(
                condition=Q(until=None, ended_at=None) | Q(until__isnull=False, ended_at__isnull=False),
                name="sharing_has_a_time_once_it_is_over",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="sharing_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.startup} → {self.organisation}"

    @property
    def is_live(self) -> bool:
        return self.until is None
