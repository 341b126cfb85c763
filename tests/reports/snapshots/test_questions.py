"""A reader asks about a figure; it waits for the staff; the answer reaches her by mail."""

import pytest

from incubator.demo import make
from incubator.desk import queues
from incubator.errors import Refused
from incubator.outbox.models import Letter
from incubator.reports.snapshots.actions import questions
from incubator.reports.snapshots.models import Question
from tests.reports.snapshots import quick

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return quick.report("published")


def test_a_question_waits_for_the_staff(report, staff):
    made = make.question(of=report)

    assert list(Question.objects.open()) == [made]
    assert queues["reports.open"].count(staff) == 1


def test_the_answer_goes_to_whoever_asked(report, staff):
    made = make.question(of=report, answer="Des déclarations du semestre.")

    letter = Letter.objects.get(kind="reports.snapshots.question_answered")
    assert letter.person == made.asked_by
    assert made.answered_by.is_staff
    assert not Question.objects.open().exists()


def test_a_question_is_answered_once(report, staff):
    made = make.question(of=report, answer="Oui.")
    with pytest.raises(Refused):
        questions.answer(made.pk, by=staff, answer="Non.")


def test_nobody_asks_about_a_draft(staff):
    with pytest.raises(Refused):
        questions.ask(quick.report().pk, by=staff, text="Déjà ?")


def test_a_figure_that_does_not_exist_is_refused(report, staff):
    with pytest.raises(Refused) as refusal:
        questions.ask(report.pk, by=staff, text="Quoi ?", code="I99")
    assert refusal.value.field == "code"


def test_one_reader_does_not_flood_the_queue(report):
    reader = make.reader(of=report.convention)
    for number in range(questions.MOST_OPEN):
        make.question(of=report, by=reader, text=f"Question {number}")
    with pytest.raises(Refused):
        make.question(of=report, by=reader)
