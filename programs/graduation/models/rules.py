from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.words import Words
from programs.partners.models import Programme


class GraduationRuleQuerySet(models.QuerySet["GraduationRule"]):
    def visible_to(self, user: Any) -> "GraduationRuleQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()


class GraduationRule(models.Model):
    """What a programme asks of those who graduate. Without a row, an unsaved one with the defaults holds."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="+", verbose_name=_("programme"))
    least_settled = models.PositiveSmallIntegerField(
        _("milestones settled, at least (%)"),
        default=80,
        validators=[MaxValueValidator(100)],
        help_text=_("Settled: validated, or no longer asked. Zero: milestones do not count."),
    )
    needs_statements = models.BooleanField(
        _("every statement is declared"), default=True, help_text=_("Those of periods that are frozen.")
    )
    nothing_late = models.BooleanField(
        _("nothing is late"), default=True, help_text=_("Neither a milestone nor a statement.")
    )

    objects = GraduationRuleQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("graduation rule")
        verbose_name_plural = _("graduation rules")
        ordering = ["programme__code"]
        constraints = [
            models.CheckConstraint(condition=Q(least_settled__lte=100), name="share_of_milestones_is_at_most_all")
        ]

    def __str__(self) -> str:
        return str(self.programme)


class GraduationCriterion(models.Model):
    """What no figure tells: staff tick it by hand, for instance a pitch before the committee."""

    name = Words()

    rule = models.ForeignKey(GraduationRule, on_delete=models.CASCADE, related_name="criteria")
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        app_label = "programs"
        verbose_name = _("criterion ticked by hand")
        verbose_name_plural = _("criteria ticked by hand")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
