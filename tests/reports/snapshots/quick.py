"""Reports in a moment: with the figures of the worked example instead of those that the clock draws."""

from incubator.reports.snapshots.actions import reviewing
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.shapes import digest
from tests.reports import given


def report(state="draft", **fields):
    if state == "superseded":
        old = report("published", **fields)
        made = reviewing.correct(old.pk, by=None, reason_fr="Corrigé.")
        publish(finished(made), by=None)
        old.refresh_from_db()
        return old
    moment = {} if state == "published" else {"published_at": None}
    return given.report(state=state, **moment, **fields)


def finished(made, **told):
    """As when the clock has drawn it."""
    payload = given.snapshot(**told).payload()
    Report.objects.filter(pk=made.pk).update(payload=payload, digest=digest(payload), state="draft")
    made.refresh_from_db()
    return made


def publish(made, *, by):
    reviewing.review(made.pk, by=by)
    return reviewing.publish(made.pk, by=by)
