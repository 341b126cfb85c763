import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: Personal data of a file: the file itself until it is imported, at most so long; what its rows held a little longer, for undo and questions.
FILE_LIVES, ROWS_LIVE = timedelta(days=30), timedelta(days=365)


#: {key: label} of what can be imported; `startups.imports.targets` fills it, units above startups too.
TARGET_LABELS: dict[str, Any] = {}


def target_choices() -> list[tuple[str, Any]]:
    return list(TARGET_LABELS.items())


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", pgettext_lazy("import", "to be mapped")
    CHECKING = "checking", pgettext_lazy("import", "being checked")
    CHECKED = "checked", pgettext_lazy("import", "checked")
    IMPORTING = "importing", pgettext_lazy("import", "being imported")
    DONE = "done", pgettext_lazy("import", "imported")
    UNDOING = "undoing", pgettext_lazy("import", "being undone")
    UNDONE = "undone", pgettext_lazy("import", "undone")
    FAILED = "failed", pgettext_lazy("import", "failed")


class Verdict(models.TextChoices):
    NEW = "new", pgettext_lazy("row of an import", "new")
    CHANGED = "changed", pgettext_lazy("row of an import", "changed")
    SAME = "same", pgettext_lazy("row of an import", "unchanged")
    DOUBLE = "double", pgettext_lazy("row of an import", "twice in this file")
    MERGED = "merged", pgettext_lazy("row of an import", "added to an earlier row")
    WRONG = "wrong", pgettext_lazy("row of an import", "cannot be read")
    SKIPPED = "skipped", pgettext_lazy("row of an import", "left out")


class Outcome(models.TextChoices):
    """What became of a row; empty until it was imported."""

    CREATED = "created", pgettext_lazy("row of an import", "created")
    UPDATED = "updated", pgettext_lazy("row of an import", "updated")
    SAME = "same", pgettext_lazy("row of an import", "unchanged")
    FAILED = "failed", pgettext_lazy("row of an import", "not imported")
    UNDONE = "undone", pgettext_lazy("row of an import", "undone")
    KEPT = "kept", pgettext_lazy("row of an import", "kept")


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: Any) -> "ImportBatchQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def under_way(self) -> "ImportBatchQuerySet":
        """Those that the background has something to do for, the one that waits longest first."""
        moving = (ImportState.CHECKING, ImportState.IMPORTING, ImportState.UNDOING)
        return self.filter(state__in=moving).order_by("moved_at")

    def locked(self) -> "ImportBatchQuerySet":
        return self.select_for_update(no_key=True)

    def finished(self) -> "ImportBatchQuerySet":
        """Imported and not undone, the last one first."""
        return self.filter(state=ImportState.DONE).order_by("-finished_at")

    def with_idle_file(self) -> "ImportBatchQuerySet":
        """Whose file has done its work, or waits for nobody any more."""
        forgotten = models.Q(created_at__lt=timezone.now() - FILE_LIVES)
        done = models.Q(state__in=(ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE))
        return self.filter(done | forgotten).exclude(storage_key="")

    def past(self) -> "ImportBatchQuerySet":
        return self.filter(created_at__lt=timezone.now() - ROWS_LIVE)

    def with_author(self) -> "ImportBatchQuerySet":
        return self.select_related("created_by")


class ImportBatch(models.Model):
    """One file of companies, organisations or events on its way in: mapping, dry run, import, undo."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.CharField(_("what"), max_length=20, choices=target_choices)
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
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["moved_at"],
                condition=models.Q(state__in=["checking", "importing", "undoing"]),
                name="import_under_way",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=models.Q(state__in=["importing", "undoing"]),
                name="imports_of_a_kind_follow_each_other",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("admin:startups_importbatch_change", args=[self.pk])

    @property
    def is_moving(self) -> bool:
        return self.state in {ImportState.CHECKING, ImportState.IMPORTING, ImportState.UNDOING}


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def to_import(self) -> "ImportRowQuerySet":
        """What the import still has to do."""
        return self.filter(verdict__in=(Verdict.NEW, Verdict.CHANGED), outcome="")

    def to_undo(self) -> "ImportRowQuerySet":
        return self.filter(outcome__in=(Outcome.CREATED, Outcome.UPDATED))

    def standing(self) -> "ImportRowQuerySet":
        """Rows that name a company of this file; the others are left out and stand in nobody's way."""
        return self.filter(verdict__in=(Verdict.NEW, Verdict.CHANGED, Verdict.SAME))


class ImportRow(models.Model):
    """What a line of the file would do or did; `before` holds what undo restores.

    `values` are the cells that could be read, `problems` those that could not (`is_note`: read, with a remark). `keys`
    are what it is recognised by, so that the same company on another line is found; `same_as` is the line that a later row
    of the same thing adds to.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices)
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    object_pk = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    keys = ArrayField(models.CharField(max_length=280), default=list)
    same_as = models.PositiveIntegerField(null=True, blank=True)
    drops_cells = models.BooleanField(default=False)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["line"]
        indexes = [models.Index(fields=["batch", "verdict", "line"], name="import_row_by_verdict")]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="import_line_is_read_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.line}"
