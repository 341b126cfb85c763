import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("to be mapped")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    IMPORTING = "importing", _("being imported")
    DONE = "done", _("imported")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")


class Verdict(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("unchanged")
    DOUBLE = "double", _("twice in this file")
    WRONG = "wrong", _("cannot be read")
    SKIPPED = "skipped", _("left out")


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: Any) -> "ImportBatchQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()


class ImportBatch(models.Model):
    """One file of companies or organisations on its way in: mapping, dry run, import, undo."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.CharField(_("what"), max_length=20)
    file_name = models.CharField(_("file"), max_length=150)
    storage_key = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict, help_text=_("encoding, separator, sheet"))
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    counts = models.JSONField(default=dict)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """What a line of the file would do or did; `before` holds what undo restores."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices)
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    object_pk = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="import_line_is_read_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.line}"
