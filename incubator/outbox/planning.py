"""The planner's tick: each unit posts the reminders that are due now, each under its occasion key."""

import logging

from django.db import InterfaceError, OperationalError, transaction

from incubator.outbox.kinds import Planner, kinds

logger = logging.getLogger(__name__)


class PlanningFailed(Exception):
    """Some planner could not do its part; the others did theirs."""


def plan() -> None:
    """Raises PlanningFailed at the end, so that no heartbeat hides a planner that fails every minute."""
    failed = [name for name, planner in kinds.planners.items() if not _planned(name, planner)]
    if failed:
        raise PlanningFailed(", ".join(failed))


def _planned(name: str, planner: Planner) -> bool:
    try:
        with transaction.atomic():
            planner()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("planner %s", name)
        return False
    return True
