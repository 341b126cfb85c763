import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ScanState(models.TextChoices):
    UNSCANNED = "unscanned", _("not scanned")
    PENDING = "pending", _("being scanned")
    CLEAN = "clean", _("clean")
    INFECTED = "infected", _("infected")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """Signed-in people may name a document; whether they may read it is asked of its owner, file by file."""
        return self.filter(removed_at=None) if user.is_authenticated else self.none()

    def about(self, thing: models.Model) -> "DocumentQuerySet":
        return self.filter(kind=thing._meta.label_lower, key=str(thing.pk), removed_at=None)

    def standing(self) -> "DocumentQuerySet":
        return self.filter(removed_at=None)

    def pending(self) -> "DocumentQuerySet":
        return self.standing().filter(scan=ScanState.PENDING).order_by("uploaded_at")

    def size_in_all(self) -> int:
        return self.aggregate(total=models.Sum("size", default=0))["total"]

    def locked(self) -> "DocumentQuerySet":
        return self.select_for_update(no_key=True)


class Document(models.Model):
    """A private file: stored under a random key outside every served folder, handed out by one view."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(_("purpose"), max_length=60)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField(max_length=64)
    storage_key = models.CharField(max_length=64, unique=True)
    has_active_content = models.BooleanField(_("active content"), default=False)
    scan = models.CharField(_("virus scan"), max_length=10, choices=ScanState.choices, default=ScanState.UNSCANNED)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-uploaded_at"]
        indexes = [models.Index(fields=["kind", "key"], condition=Q(removed_at=None), name="document_about")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("documents:document_download", args=[self.pk])
