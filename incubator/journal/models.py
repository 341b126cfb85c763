"""The journal: who did what to which thing, written in the transaction of the change and never altered."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Model
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Any) -> "EntryQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(by=user) if user.is_authenticated else self.none()

    def about(self, thing: Model) -> "EntryQuerySet":
        return self.filter(kind=thing._meta.label_lower, key=str(thing.pk))

    def about_any(self, things: "models.QuerySet[Any]") -> "EntryQuerySet":
        """As about, for all rows of a query."""
        keys = things.order_by().annotate(own_key=Cast("pk", models.CharField())).values("own_key")
        return self.filter(kind=things.model._meta.label_lower, key__in=keys)

    def with_author(self) -> "EntryQuerySet":
        return self.select_related("by")


class Entry(models.Model):
    """`kind` and `key` name the thing (its model's label and primary key), so the journal knows no unit above it."""

    verb = models.CharField(_("what"), max_length=60)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=60)
    title = models.CharField(_("about"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = models.TextField(_("note"), blank=True)
    facts = models.JSONField(_("facts"), default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "key", "-at"], name="entry_about"),
            models.Index(fields=["-at"], name="entry_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.title}"


def record(verb: str, thing: Model, *, by: Any, note: str = "", **facts: Any) -> Entry:
    """One line of history; `by=None` means the house did it. Must stand in the transaction of the change."""
    entry = _line(verb, thing, by=by, note=note, facts=facts)
    entry.save(force_insert=True)
    return entry


def record_many(verb: str, things: Iterable[tuple[Model, dict[str, Any]]], *, by: Any) -> list[Entry]:
    """The same for many things at once, each with its facts, in one query."""
    return Entry.objects.bulk_create([_line(verb, thing, by=by, note="", facts=facts) for thing, facts in things])


def _line(verb: str, thing: Model, *, by: Any, note: str, facts: dict[str, Any]) -> Entry:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"record({verb!r}) belongs in the transaction of the change.")
    who = by if by is not None and by.is_authenticated else None
    title, kind = str(thing)[:200], thing._meta.label_lower
    return Entry(verb=verb, kind=kind, key=str(thing.pk), title=title, by=who, note=note, facts=facts)
