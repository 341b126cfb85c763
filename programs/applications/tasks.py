"""Doorbells of the clock: each walks what is due and rings one action per row; what is done stays done if a later row fails."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

from incubator.errors import Refused
from programs.applications.actions import closing
from programs.applications.queries import due_corrections, due_to_close

logger = logging.getLogger(__name__)
#: The next tick goes on.
AT_A_TIME = 200


def close_due_files() -> None:
    _ring(closing.close, due_to_close(timezone.now()).values_list("pk", flat=True)[:AT_A_TIME])


def expire_due_corrections() -> None:
    _ring(closing.expire_correction, due_corrections(timezone.now()).values_list("pk", flat=True)[:AT_A_TIME])


def _ring(action: Callable[[Any], None], rows: Iterable[Any]) -> None:
    for pk in list(rows):
        try:
            action(pk)
        except Refused as refusal:
            logger.info("%s %s: %s", action.__name__, pk, refusal)
