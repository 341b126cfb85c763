from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.words import Words


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: Any) -> "ThemeQuerySet":
        return self


class Theme(models.Model):
    """What events are about; one event may have several."""

    name = Words()

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fr = models.CharField(_("name (French)"), max_length=80)
    name_en = models.CharField(_("name (English)"), max_length=80, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=80, blank=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def visible_to(self, user: Any) -> "SpeakerQuerySet":
        return self if getattr(user, "is_staff", False) else self.shown()

    def shown(self) -> "SpeakerQuerySet":
        """Those who agreed that their name, words and picture stand on a public page."""
        return self.filter(consented_on__isnull=False)


class Speaker(models.Model):
    """Somebody who speaks. Nothing of her or him is public without a dated consent (law 09-08)."""

    headline = Words()
    bio = Words()

    name = models.CharField(_("name"), max_length=120)
    headline_fr = models.CharField(_("function (French)"), max_length=160, blank=True)
    headline_en = models.CharField(_("function (English)"), max_length=160, blank=True)
    headline_ar = models.CharField(_("function (Arabic)"), max_length=160, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    bio_fr = models.TextField(_("in a few words (French)"), blank=True, max_length=1500)
    bio_en = models.TextField(_("in a few words (English)"), blank=True, max_length=1500)
    bio_ar = models.TextField(_("in a few words (Arabic)"), blank=True, max_length=1500)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    picture = models.UUIDField(_("picture"), null=True, blank=True, editable=False)
    consented_on = models.DateField(
        _("consent given on"), null=True, blank=True, help_text=_("Without a date, nothing is shown to the public.")
    )
    consent_note = models.CharField(_("how the consent was given"), max_length=200, blank=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(picture=None) | Q(consented_on__isnull=False), name="picture_of_a_speaker_needs_consent"
            )
        ]

    def __str__(self) -> str:
        return self.name
