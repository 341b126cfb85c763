"""What each startup of a cohort is to get: granted to all at once, and to newcomers by the clock. Twice is once."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from incubator.moments import months_from
from programs.cohorts.models import Enrolment
from services.ledger.actions import Grant, grant_many
from services.ledger.models import Allowance, Entitlement
from startups.models import Startup, StartupQuerySet


def grant_of(allowance: Allowance) -> Grant:
    """For the cohort's own time, whenever it is granted: so nobody gets it twice. Raises Refused without a first day."""
    starts_on = allowance.cohort.starts_on
    if starts_on is None:
        raise Refused(_("This cohort has no first day yet: enter it, then grant."))
    return Grant(
        kind=allowance.kind,
        amount=allowance.amount,
        source=allowance.source,
        starts_on=starts_on,
        ends_on=months_from(starts_on, allowance.months) - timedelta(days=1),
        service=allowance.service,
        cohort=allowance.cohort,
    )


def without(allowance: Allowance) -> StartupQuerySet:
    """Startups that take part today and have nothing of it, of whatever dates."""
    same = {
        "cohort": allowance.cohort,
        "kind": allowance.kind,
        "service": allowance.service,
        "source": allowance.source,
    }
    has = Entitlement.objects.filter(**same).values("startup")
    inside = Enrolment.objects.active().filter(cohort=allowance.cohort_id).values("startup")
    return Startup.objects.filter(pk__in=inside).exclude(pk__in=has).order_by("sort_key", "pk")


@transaction.atomic
def grant_to_all(allowance_id: int, *, by: Any) -> list[Entitlement]:
    """To every startup that takes part today and has it not. The row is locked: two who grant at once grant once."""
    allowance = Allowance.objects.locked().with_card().get(pk=allowance_id)
    made = grant_many([startup.pk for startup in without(allowance)], grant_of(allowance), by=by)
    if made:
        allowance.granted_at = allowance.granted_at or timezone.now()
        allowance.save(update_fields=["granted_at"])
        record("grant_to_all", allowance, by=by, startups=len(made))
    return made


def grant_to_newcomers() -> None:
    """What the clock does for allowances that are ticked so; a cohort without a first day waits for it."""
    ticked = Allowance.objects.for_newcomers().filter(cohort__starts_on__isnull=False)
    for pk in ticked.exclude(cohort__state="closed").values_list("pk", flat=True):
        grant_to_all(pk, by=None)
