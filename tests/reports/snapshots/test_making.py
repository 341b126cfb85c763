"""A report is asked for and made a step at a time; whoever is killed is followed by another; same data, same bytes."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.reports.snapshots import drawing
from incubator.reports.snapshots.actions import making
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.shapes import Snapshot, canonical, digest
from incubator.reports.snapshots.states import REPORT, ReportState
from incubator.reports.tasks import make_due
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def test_a_report_asked_for_is_made_by_the_clock_and_waits_for_its_review(staff):
    report = make.report(state="generating", by=staff)
    assert report.payload is None

    make_due()

    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    assert report.drawn_at
    assert report.steps_done == report.steps == len(drawing.steps())
    assert report.digest == digest(report.payload)
    assert [entry.verb for entry in Entry.objects.about(report)] == ["finish", "ask"]


def test_the_same_data_give_the_same_bytes(staff):
    first = make.report(by=staff)
    bytes_before = canonical(first.payload)

    again = make.drawn(making.again(first.pk, by=staff))

    assert canonical(again.payload) == bytes_before
    assert again.digest == first.digest
    assert Snapshot.read(again.payload).payload() == again.payload


def test_the_day_on_which_it_was_drawn_is_no_figure(staff):
    payload = make.report(by=staff).payload

    assert digest({**payload, "drawn_on": "2031-01-01"}) == digest(payload)
    assert digest({**payload, "partner": "Autre"}) != digest(payload)


def test_progress_is_kept_between_steps_and_the_next_worker_goes_on(staff):
    report = make.report(state="generating", by=staff)

    making.make_due(seconds=0)

    report.refresh_from_db()
    assert report.steps_done == 1
    assert report.state == ReportState.GENERATING
    making.advance(report.pk, time.monotonic() + 60)
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_an_unexpected_fault_is_told_in_plain_words_and_can_be_tried_again(staff):
    report = make.report(state="generating", by=staff)
    Report.objects.filter(pk=report.pk).update(steps_done=1, payload={"numbers": {}})  # what it holds cannot be right

    making.make_due(seconds=60)

    report.refresh_from_db()
    assert report.state == ReportState.FAILED
    assert "erreur inattendue" in report.error
    assert make.drawn(making.again(report.pk, by=staff)).state == ReportState.DRAFT


def test_figures_that_move_while_they_are_drawn_are_drawn_again(staff):
    report = make.report(state="generating", by=staff)
    making.make_due(seconds=0)
    report.refresh_from_db()
    numbers = report.payload["numbers"]
    moved = {**report.payload, "numbers": {**numbers, "I05": {**numbers["I05"], "base": 99}}}
    last = len(drawing.steps()) - 1
    Report.objects.filter(pk=report.pk).update(payload=moved, steps_done=last)

    making.make_due(seconds=60)

    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    assert "I99" not in report.payload["numbers"]


def test_figures_that_keep_moving_are_given_up(staff):
    report = make.report(state="generating", by=staff)
    making.make_due(seconds=0)
    report.refresh_from_db()
    moved = {**report.payload, "numbers": {}, "round": drawing.ROUNDS}
    Report.objects.filter(pk=report.pk).update(payload=moved, steps_done=len(drawing.steps()) - 1)

    making.make_due(seconds=60)

    report.refresh_from_db()
    assert report.state == ReportState.FAILED
    assert "changé sans cesse" in report.error


def test_a_period_has_one_report(staff):
    report = make.report(by=staff)
    asked = {"first_day": report.first_day, "last_day": report.last_day, "by": staff}

    with pytest.raises(Refused, match="déjà"):
        making.ask(report.convention_id, **asked)

    make.publish(report, by=staff)
    with pytest.raises(Refused, match="corrigez-le"):
        making.ask(report.convention_id, **asked)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"last_day": timezone.localdate()}, "last_day"),
        ({"first_day": timezone.localdate() + timedelta(days=1)}, "last_day"),
    ],
)
def test_a_report_tells_of_days_that_are_over(change, field, staff):
    with pytest.raises(Refused) as refusal:
        make.report(by=staff, **change)
    assert refusal.value.field == field


def test_a_cohort_of_another_programme_is_refused(staff):
    with pytest.raises(Refused) as refusal:
        make.report(by=staff, cohort=make.cohort())
    assert refusal.value.field == "cohort"


@pytest.mark.parametrize(("verb", "state"), REPORT.forbidden(ReportState))
def test_no_verb_from_a_state_that_does_not_allow_it(verb, state):
    with pytest.raises(Refused):
        REPORT.after(verb, state)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_do_one_step_twice():
    report = make.report(state="generating")

    at_once([lambda: making.make_due(seconds=60)] * 3)

    report.refresh_from_db()
    if report.state == ReportState.GENERATING:
        make.drawn(report)
    assert report.state == ReportState.DRAFT
    assert report.steps_done == report.steps
    assert Entry.objects.about(report).filter(verb="finish").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_who_asks_twice_at_the_same_moment_gets_one_report(staff):
    convention = make.convention()
    deeds = [lambda: make.report(of=convention, by=staff, state="generating")] * 4

    answers = at_once(deeds, told=Refused)

    assert sum(isinstance(one, Report) for one in answers) == 1
    assert Report.objects.count() == 1
