"""What the pages of an import ask."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import Now

from incubator.outbox.models import Heartbeat
from startups.models import ImportBatch
from startups.models.imports import ImportState

TICK = "startups.run_imports"
#: The tick comes every five seconds; this long without one means that no worker runs.
PATIENCE = timedelta(seconds=60)


def counts(batch: ImportBatch) -> dict[str, Any]:
    """Rows by verdict and by outcome; one query."""
    found: dict[str, dict[str, int]] = {"verdicts": {}, "outcomes": {}}
    for verdict, outcome, rows in batch.rows.values_list("verdict", "outcome").annotate(rows=Count("pk")).order_by():
        found["verdicts"][verdict] = found["verdicts"].get(verdict, 0) + rows
        if outcome:
            found["outcomes"][outcome] = found["outcomes"].get(outcome, 0) + rows
    return found


def last_of_kind(batch: ImportBatch) -> ImportBatch | None:
    return ImportBatch.objects.finished().filter(target=batch.target).first()


def may_be_undone(batch: ImportBatch) -> bool:
    return batch.state == ImportState.DONE and last_of_kind(batch) == batch


def is_worker_silent() -> bool:
    """True when the background has not looked at imports for a while, or never did."""
    beats = Heartbeat.objects.annotate(age=Now() - F("at")).filter(name=TICK)
    age = beats.values_list("age", flat=True).first()
    return age is None or age > PATIENCE
