"""What readers are written: three figures with their targets, in their language, and no startup's name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import word
from incubator.reports.snapshots.actions import reviewing
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.shapes import digest
from programs.partners.models import Mandate
from tests.reports import given
from tests.reports.snapshots import quick

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """Reviewed, with the figures of the worked example."""
    return quick.report("reviewed")


def letter(report, staff, **reader):
    person = make.reader(of=report.convention, who=make.person(**reader))
    reviewing.publish(report.pk, by=staff)
    return Letter.objects.get(person=person)


def values(one):
    return kinds[one.kind].context(one)


def test_three_headlines_with_their_targets_and_a_link(report, staff):
    one = letter(report, staff)

    said = word(one, values(one)).text.replace("\xa0", " ")

    assert said.count("\n– ") == 3
    assert "objectif : 8" in said
    assert f"/reports/{report.pk}/" in said


def test_it_speaks_the_language_of_its_reader(report, staff):
    one = letter(report, staff, language="ar")

    told = word(one, values(one))

    assert told.language == "ar"
    assert "الهدف: 8" in told.text


def test_a_figure_of_too_few_startups_stands_in_no_letter(report, staff):
    from_two = given.snapshot(numbers={"I05": given.Number(2, 2, 2)}).payload()
    Report.objects.filter(pk=report.pk).update(payload=from_two, digest=digest(from_two))

    labels = [row["label"] for row in values(letter(report, staff))["headlines"]]

    assert len(labels) == 3
    assert not any("accompagnées" in label for label in labels)


def test_a_letter_does_not_leave_when_the_mandate_has_ended(report, staff):
    one = letter(report, staff)
    Mandate.objects.filter(person=one.person).update(until=timezone.localdate() - timedelta(days=1))

    assert values(one) is None


def test_a_letter_does_not_leave_when_a_new_version_holds(report, staff):
    one = letter(report, staff)
    quick.publish(quick.finished(reviewing.correct(report.pk, by=staff, reason_fr="Corrigé.")), by=staff)

    assert values(one) is None
    corrected = Letter.objects.get(person=one.person, kind__endswith="report_corrected")
    assert values(corrected)["reason"] == "Corrigé."


def test_the_answer_of_the_staff_reaches_whoever_asked_as_written(staff):
    made = make.question(of=quick.report("published"), text="Pourquoi 6 ?", answer="Six startups actives.")
    one = Letter.objects.get(kind__endswith="question_answered", person=made.asked_by)

    said = word(one, values(one)).text

    assert "Pourquoi 6 ?" in said
    assert "Six startups actives." in said
