from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from events.places.states import ResourceKind, ResourceState
from incubator.words import Words
from programs.partners.models import Site


class Int8Range(Func):
    function = "int8range"
    output_field = BigIntegerRangeField()


class TsTzRange(Func):
    function = "tstzrange"
    output_field = DateTimeRangeField()


class ResourceQuerySet(models.QuerySet["Resource"]):
    def visible_to(self, user: Any) -> "ResourceQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def usable(self) -> "ResourceQuerySet":
        return self.filter(state=ResourceState.AVAILABLE)

    def locked(self) -> "ResourceQuerySet":
        """In the order of ids, so that two who want the same two never wait for each other (booking.md 1, case 12)."""
        return self.order_by("pk").select_for_update(no_key=True, of=("self",))


class Resource(models.Model):
    """A room or a piece of equipment of a site. `set_up` and `clean_up` minutes are blocked around every use."""

    name = Words()

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    kind = models.CharField(_("kind"), max_length=9, choices=ResourceKind.choices, default=ResourceKind.ROOM)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    access_note = models.CharField(_("how to get there"), max_length=300, blank=True)
    set_up = models.PositiveSmallIntegerField(_("set-up (minutes)"), default=0)
    clean_up = models.PositiveSmallIntegerField(_("clean-up (minutes)"), default=0)
    state = models.CharField(_("state"), max_length=12, choices=ResourceState.choices, default=ResourceState.AVAILABLE)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("room or equipment")
        verbose_name_plural = _("rooms and equipment")
        ordering = ["site", "code"]

    def __str__(self) -> str:
        return self.name

    def blocked(self, starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
        """The range that must be free: what people see, with set-up and clean-up around it."""
        return starts_at - timedelta(minutes=self.set_up), ends_at + timedelta(minutes=self.clean_up)


class UseQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        return self if getattr(user, "is_staff", False) else self.none()

    def live(self) -> Self:
        return self.filter(is_live=True)

    def about(self, thing: models.Model) -> Self:
        return self.filter(kind_of_thing=thing._meta.label_lower, key_of_thing=str(thing.pk))

    def within(self, first: datetime, last: datetime) -> Self:
        return self.filter(blocked_from__lt=last, blocked_to__gt=first)


class Use(models.Model):
    """Something or somebody is taken for a time, half open: [from, to). `kind_of_thing` and `key_of_thing` name who takes it, so that
    the slice of what is taken knows nothing above it.
    """

    kind_of_thing = models.CharField(max_length=60)
    key_of_thing = models.CharField(max_length=60)
    title = models.CharField(_("taken by"), max_length=200)
    blocked_from = models.DateTimeField(_("from"))
    blocked_to = models.DateTimeField(_("to"))
    is_live = models.BooleanField(_("live"), default=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        abstract = True


class Allocation(Use):
    """A resource is taken, set-up and clean-up included."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="allocations")

    class Meta:
        app_label = "events"
        verbose_name = _("use of a resource")
        verbose_name_plural = _("uses of resources")
        ordering = ["blocked_from", "pk"]
        indexes = [models.Index(fields=["kind_of_thing", "key_of_thing"], name="allocation_about")]
        constraints = [
            models.CheckConstraint(
                condition=Q(blocked_from__lt=F("blocked_to")), name="allocation_ends_after_it_starts"
            ),
            ExclusionConstraint(
                name="resource_is_in_one_use_at_a_time",
                expressions=[
                    (Int8Range("resource_id", "resource_id", Value("[]")), RangeOperators.OVERLAPS),
                    (TsTzRange("blocked_from", "blocked_to", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_live=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource}: {self.title}"
