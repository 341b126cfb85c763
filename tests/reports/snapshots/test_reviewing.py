"""Review, publish, correct: one version holds, a published report never changes, readers are told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.models import Letter
from incubator.reports.snapshots.actions import making, reviewing
from incubator.reports.snapshots.differences import Difference, differences
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.shapes import Number, Slice, Snapshot
from incubator.reports.snapshots.states import ReportState
from programs.partners.models import Mandate
from tests.racing import at_once
from tests.reports.snapshots import quick

pytestmark = pytest.mark.django_db
UNIT = "reports.snapshots."


def test_a_report_is_reviewed_then_published(staff):
    report = quick.report()
    with pytest.raises(Refused):
        reviewing.publish(report.pk, by=staff)

    reviewing.review(report.pk, by=staff)
    published = reviewing.publish(report.pk, by=staff)

    assert published.state == ReportState.PUBLISHED
    assert published.published_at
    assert published.reviewed_by == staff


def test_one_sent_back_is_a_draft_again_with_its_reason_in_the_history(staff):
    report = quick.report("reviewed")

    sent = reviewing.send_back(report.pk, by=staff, reason="I14 est trop bas.")

    assert sent.state == ReportState.DRAFT
    assert sent.reviewed_at is None


def test_readers_with_a_live_mandate_are_told_each_once(staff):
    report = quick.report("reviewed")
    reader = make.reader(of=report.convention)
    make.reader(of=report.convention, who=reader)
    make.reader(of=report.convention, until=timezone.localdate() - timedelta(days=1))
    make.reader(of=make.convention())

    reviewing.publish(report.pk, by=staff)

    assert list(Letter.objects.filter(kind__startswith=UNIT).values_list("kind", "person")) == [
        (f"{UNIT}report_published", reader.pk)
    ]


def test_what_is_published_never_changes_whatever_the_road(staff):
    report = quick.report("published")
    with pytest.raises(Refused):
        reviewing.comment(report.pk, by=staff, comment_fr="Après coup.")
    with pytest.raises(Refused):
        reviewing.discard(report.pk, by=staff, reason="Vieux.")
    for values in ({"payload": {}}, {"digest": "0" * 64}, {"comment_fr": "x"}, {"state": "draft"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).delete()


def test_a_superseded_version_does_not_come_back(staff):
    report = quick.report("superseded")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state="published")


def test_a_comment_is_kept_until_it_is_published(staff):
    report = quick.report()

    reviewing.comment(report.pk, by=staff, comment_fr="Bon semestre.", comment_ar="نصف سنة جيد.")

    report.refresh_from_db()
    assert (report.comment_fr, report.comment_ar) == ("Bon semestre.", "نصف سنة جيد.")


def test_a_correction_is_a_new_version_and_replaces_the_old_one_when_it_is_published(staff):
    old = quick.report("published")
    made = reviewing.correct(old.pk, by=staff, reason_fr="Deux emplois oubliés.")
    assert (made.version, made.replaces, made.state) == (2, old, ReportState.GENERATING)

    quick.finished(made)
    old.refresh_from_db()
    assert old.state == ReportState.PUBLISHED
    quick.publish(made, by=staff)

    old.refresh_from_db()
    made.refresh_from_db()
    assert (old.state, made.state) == (ReportState.SUPERSEDED, ReportState.PUBLISHED)


def test_a_correction_is_told_as_one(staff):
    old = quick.report("published")
    reader = make.reader(of=old.convention)
    quick.publish(quick.finished(reviewing.correct(old.pk, by=staff, reason_fr="Corrigé.")), by=staff)

    assert Letter.objects.filter(person=reader).values_list("kind", flat=True).get() == f"{UNIT}report_corrected"


def test_a_report_has_one_correction_at_a_time(staff):
    old = quick.report("published")
    first = reviewing.correct(old.pk, by=staff, reason_fr="Une fois.")
    with pytest.raises(Refused, match="en cours"):
        reviewing.correct(old.pk, by=staff, reason_fr="Deux fois.")

    reviewing.discard(first.pk, by=staff, reason="Pour rien.")

    assert reviewing.correct(old.pk, by=staff, reason_fr="Trois fois.").version == 2


def test_a_draft_is_not_corrected(staff):
    with pytest.raises(Refused):
        reviewing.correct(quick.report().pk, by=staff, reason_fr="Trop tôt.")


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_the_same_moment_publish_once():
    report = quick.report("reviewed")
    reader, officer = make.reader(of=report.convention), make.staff()

    answers = at_once([lambda: reviewing.publish(report.pk, by=officer)] * 3, told=Refused)

    assert sum(isinstance(one, Refused) for one in answers) == 2
    assert Letter.objects.filter(person=reader).count() == 1


def test_one_version_of_a_period_holds(staff):
    old = quick.report("published")
    draft = quick.finished(reviewing.correct(old.pk, by=staff, reason_fr="Corrigé."))
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=draft.pk).update(state="published")


def test_a_reader_sees_what_was_published_to_her_partner_alone(staff):
    published, draft = quick.report("published"), quick.report()
    reader, other = make.reader(of=published.convention), make.reader(of=draft.convention)

    assert list(Report.objects.visible_to(reader)) == [published]
    assert not Report.objects.visible_to(other).exists()
    Mandate.objects.filter(person=reader).update(until=timezone.localdate() - timedelta(days=1))
    assert not Report.objects.visible_to(reader).exists()


def snapshot(**numbers):
    today = timezone.localdate()
    cells = {"I12": {"region": [Slice("MA-06", numbers["I12"].value, 5)]}} if "I12" in numbers else {}
    return Snapshot(today, today, today, "MITC", [], {}, numbers, splits=cells)


def test_differences_are_told_figure_by_figure():
    old = snapshot(I12=Number(19, 4, 6, {"women": 8}), I14=Number(10, 3, 6))
    new = snapshot(I12=Number(21, 5, 6, {"women": 8}), I14=Number(10, 3, 6))

    assert differences(old, new) == [
        Difference("I12", "", 19, 21),
        Difference("I12", "base", 4, 5),
        Difference("I12", "", 19, 21, "region", "MA-06", {}),
    ]


def test_differences_tell_nothing_of_figures_of_too_few():
    old, new = snapshot(I14=Number(10, 2, 6)), snapshot(I14=Number(12, 2, 6))

    assert differences(old, new) == []
    assert differences(old, new, shows_all=True) == [Difference("I14", "", 10, 12)]


def test_drawn_again_only_before_it_is_reviewed(staff):
    with pytest.raises(Refused):
        making.again(quick.report("reviewed").pk, by=staff)
