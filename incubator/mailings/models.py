"""A message of staff to many: written, read, tried on oneself, and stopped within ten minutes if need be.

Who gets it is for the unit that has the people: it makes a model of this one and says who its readers are.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.mailings.states import MailingState
from incubator.outbox.models import Letter
from incubator.words import Words

ROW = TypeVar("ROW", bound="Mailing")
#: For a constraint of each model.
ON_ITS_WAY_HAS_A_TIME = ~Q(state="waiting") | Q(due_at__isnull=False)


@dataclass(frozen=True)
class Reader:
    """One who gets it: `to` is a person or a bare address, `about` the row that makes her a reader."""

    name: str
    to: Any
    about: models.Model
    key: Any
    language: str = ""
    note: str = ""

    @property
    def address(self) -> str:
        return self.to if isinstance(self.to, str) else self.to.email


@dataclass(frozen=True)
class Skipped:
    """One who does not get it, and why."""

    name: str
    why: Any


class MailingQuerySet(models.QuerySet[ROW]):
    def visible_to(self, user: Any) -> "MailingQuerySet[ROW]":
        return self if getattr(user, "is_staff", False) else self.none()

    def locked(self) -> "MailingQuerySet[ROW]":
        return self.select_for_update(no_key=True, of=("self",))


class Mailing(models.Model):
    """Until `due_at` (ten minutes) one button stops all of it."""

    #: Begins the occasion of each letter, so that its letters are found.
    occasion: ClassVar[str]

    subject = Words()
    text = Words()

    subject_fr = models.CharField(_("subject (French)"), max_length=120)
    subject_en = models.CharField(_("subject (English)"), max_length=120, blank=True)
    subject_ar = models.CharField(_("subject (Arabic)"), max_length=120, blank=True)
    text_fr = models.TextField(_("text (French)"), max_length=5000)
    text_en = models.TextField(_("text (English)"), max_length=5000, blank=True)
    text_ar = models.TextField(_("text (Arabic)"), max_length=5000, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=MailingState.choices, default=MailingState.PREPARED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    due_at = models.DateTimeField(_("leaves"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects: Any = MailingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def has_left(self) -> bool:
        return bool(self.state == MailingState.WAITING and self.due_at and self.due_at <= timezone.now())

    @property
    def is_addressed(self) -> bool:
        """Somebody has said for whom it is."""
        return True

    @property
    def kind(self) -> str:
        """The letter that carries it."""
        raise NotImplementedError

    @property
    def about(self) -> models.Model:
        """The row in whose history it stands."""
        raise NotImplementedError

    def readers(self) -> list[Reader]:
        raise NotImplementedError

    def skipped(self) -> list[Skipped]:
        raise NotImplementedError

    def is_for(self, letter: Letter) -> bool:
        """Asked when a letter leaves: does its reader still belong to those it is for?"""
        raise NotImplementedError
