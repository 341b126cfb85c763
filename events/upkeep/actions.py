"""A look at the counters, kept so that the admin's home can tell. It reports; a person repairs."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from events.upkeep.checks import findings
from events.upkeep.models import Inspection

logger = logging.getLogger(__name__)
KEPT = timedelta(days=90)
#: The nightly look is not repeated by a second clock, nor forgotten by a day that was too short.
A_NIGHT = timedelta(hours=20)


@transaction.atomic
def check_integrity() -> Inspection:
    made = Inspection.objects.create(findings=findings())
    Inspection.objects.filter(at__lt=timezone.now() - KEPT).delete()
    for found in made.findings:
        logger.error("drift of %(what)s at %(thing)s: %(told)s", found)
    return made


def check_nightly() -> None:
    if not Inspection.objects.filter(at__gt=timezone.now() - A_NIGHT).exists():
        check_integrity()
