"""A draft is read, commented, released to the partner, corrected. What is published never changes: a correction is a new version."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from incubator.reports.snapshots import notices
from incubator.reports.snapshots.actions.moving import locked, move
from incubator.reports.snapshots.discretion import stay_discreet
from incubator.reports.snapshots.drawing import steps
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.states import PUBLIC_STATES, REPORT

COMMENTS = ("comment_fr", "comment_en", "comment_ar")


@transaction.atomic
def comment(report_id: Any, *, by: Any, **words: str) -> Report:
    """What staff say beside the figures, in the languages given."""
    report = locked(report_id)
    if report.state in PUBLIC_STATES:
        raise Refused(_("A published report no longer changes: make a correction."))
    stay_discreet(report.convention, words)
    changed = [name for name in COMMENTS if name in words and words[name] != getattr(report, name)]
    for name in changed:
        setattr(report, name, words[name])
    if changed:
        report.save(update_fields=changed)
        record("comment", report, by=by)
    return report


@transaction.atomic
def review(report_id: Any, *, by: Any) -> Report:
    report = locked(report_id)
    report.reviewed_at, report.reviewed_by = timezone.now(), by
    move(report, "review", by=by, fields=("reviewed_at", "reviewed_by"))
    return report


@transaction.atomic
def send_back(report_id: Any, *, by: Any, reason: str) -> Report:
    """Whoever prepares it reads the reason in its history."""
    report = locked(report_id)
    report.reviewed_at, report.reviewed_by = None, None
    move(report, "send_back", by=by, note=reason, fields=("reviewed_at", "reviewed_by"))
    return report


@transaction.atomic
def publish(report_id: Any, *, by: Any) -> Report:
    """Readers see it and are told; the version it replaces steps back in the same moment."""
    report = locked(report_id)
    REPORT.after("publish", report.state)
    if report.replaces_id:
        move(locked(report.replaces_id), "supersede", by=by)
    report.published_at = timezone.now()
    move(report, "publish", by=by, fields=("published_at",))
    notices.report_published(report)
    return report


@transaction.atomic
def correct(report_id: Any, *, by: Any, reason_fr: str, reason_en: str = "", reason_ar: str = "") -> Report:
    """The next version of a published report, made from the data as they are now; this one stands until that is published."""
    old = locked(report_id)
    if not REPORT.allows("supersede", old.state):
        raise Refused(_("Only a published report is corrected."))
    if Report.objects.filter(replaces=old).exists():
        raise Refused(_("A correction of this report is under way."))
    reasons = {"reason_fr": reason_fr, "reason_en": reason_en, "reason_ar": reason_ar}
    stay_discreet(old.convention, reasons)
    made = Report.objects.create(
        convention=old.convention,
        cohort=old.cohort,
        first_day=old.first_day,
        last_day=old.last_day,
        version=old.version + 1,
        replaces=old,
        asked_by=by,
        steps=len(steps()),
        **{name: getattr(old, name) for name in COMMENTS},
        **reasons,
    )
    record("correct", old, by=by, note=reason_fr)
    return made


@transaction.atomic
def discard(report_id: Any, *, by: Any, reason: str) -> Report:
    """One that nobody outside has read goes; its convention keeps a line of it."""
    report = locked(report_id)
    if report.state in PUBLIC_STATES:
        raise Refused(_("A published report no longer changes: make a correction."))
    record(
        "discard", report.convention, by=by, note=reason, first_day=str(report.first_day), last_day=str(report.last_day)
    )
    report.delete()
    return report
