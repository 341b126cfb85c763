"""Who uses a room when. The exclusion constraint decides; these functions only say it kindly."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from events.places.models import Allocation, Resource
from events.places.states import ResourceState
from incubator import spoken
from incubator.errors import Refused
from incubator.journal.models import record


def allocate(
    thing: models.Model, resources: Iterable[Any], *, title: str, starts_at: datetime, ends_at: datetime
) -> None:
    """All of the resources or none, in the order of their ids; what the thing held before is given back first.

    Raises Refused, naming the resource and who has it. Belongs in the transaction of the change.
    """
    release(thing)
    for resource in Resource.objects.locked().filter(pk__in=[one.pk for one in resources]):
        _take(thing, resource, title=title, starts_at=starts_at, ends_at=ends_at)


def _take(thing: models.Model, resource: Resource, *, title: str, starts_at: datetime, ends_at: datetime) -> None:
    if resource.state != ResourceState.AVAILABLE:
        raise Refused(_("%(resource)s cannot be used now.") % {"resource": resource}, field="resources")
    blocked_from, blocked_to = resource.blocked(starts_at, ends_at)
    try:
        with transaction.atomic():
            Allocation.objects.create(
                resource=resource,
                kind_of_thing=thing._meta.label_lower,
                key_of_thing=str(thing.pk),
                title=title[:200],
                blocked_from=blocked_from,
                blocked_to=blocked_to,
            )
    except IntegrityError as taken:
        raise Refused(_said(resource, blocked_from, blocked_to), field="resources") from taken


def _said(resource: Resource, first: datetime, last: datetime) -> str:
    other = resource.allocations.live().filter(blocked_from__lt=last, blocked_to__gt=first).first()
    if other is None:
        return _("%(resource)s is taken at this time.") % {"resource": resource}
    told = {"resource": resource, "title": other.title, "from": spoken.brief_moment(other.blocked_from)}
    return _("%(resource)s is taken at this time: %(title)s, from %(from)s.") % told


def release(thing: models.Model) -> None:
    """The thing needs its resources no more."""
    Allocation.objects.about(thing).live().update(is_live=False)


@transaction.atomic
def set_state(resource_id: int, *, by: Any, state: str) -> Resource:
    """Out of order, retired, or available again. What is planned in it stays: it is shown to staff, who move it."""
    resource = Resource.objects.locked().get(pk=resource_id)
    was, resource.state = resource.state, state
    resource.save(update_fields=["state"])
    record("set_state", resource, by=by, was=was, state=state)
    return resource
