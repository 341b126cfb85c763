"""The desk: plans, steps and bulk deeds, the queues."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.desk import queues
from programs.milestones.models import Milestone, PlanTemplate
from programs.milestones.states import MilestoneState as M
from programs.partners.models import Cohort
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
LIST = "/admin/programs/milestone/"


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    client.get(LIST)
    return client


def at(name, *args):
    return reverse(f"admin:programs_{name}", args=args)


def test_a_plan_is_laid_out_for_a_cohort_after_a_preview(desk):
    place = make.enrolment()
    Cohort.objects.filter(pk=place.cohort_id).update(starts_on=timezone.localdate() - timedelta(days=20))
    template = make.plan(of=place.cohort.programme)
    step = at("cohort_step", place.cohort_id, "lay_out")

    shown = desk.post(step, {"template": template.pk})
    assert not Milestone.objects.exists()
    assert "Jalon 1" in shown.text
    assert "déjà passé" in shown.text
    desk.post(step, {"template": template.pk, "confirm": "1"})

    assert place.milestones.count() == 2
    again = desk.post(step, {"template": template.pk})
    assert again.status_code == 422
    other = make.plan(of=make.programme())
    assert desk.post(step, {"template": other.pk}).status_code == 422


def test_staff_write_a_plan_in_three_languages(desk):
    programme = make.programme()
    values = {"programme": programme.pk, "counted_from": "cohort", "name_fr": "Parcours"}
    rows = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 60}
    item = {"position": 1, "days_after": 30, "title_fr": "Jalon", "title_ar": "محطة", "wants_evidence": "on"}
    rows |= {f"0-{name}": value for name, value in item.items()}

    answer = desk.post(at("plantemplate_add"), values | {f"items-{name}": value for name, value in rows.items()})

    assert answer.status_code == 302, answer.text
    assert PlanTemplate.objects.get().items.get().title_ar == "محطة"


def test_staff_answer_by_steps(desk):
    one = make.milestone(state=M.SUBMITTED)
    assert desk.post(at("milestone_step", one.pk, "return_"), {"reason": " "}).status_code == 422
    desk.post(at("milestone_step", one.pk, "return_"), {"reason": "Il manque les prix."})
    one.refresh_from_db()
    assert (one.state, one.reason) == (M.RETURNED, "Il manque les prix.")
    day = timezone.localdate() + timedelta(days=40)
    desk.post(at("milestone_step", one.pk, "move_date"), {"due_on": day.isoformat(), "reason": "Salon."})
    desk.post(at("milestone_step", one.pk, "waive"), {"reason": "Plus utile."})

    one.refresh_from_db()
    assert (one.state, one.reason) == (M.WAIVED, "Plus utile.")
    assert one.due_on >= day


def test_many_are_answered_at_once_and_the_others_are_named(desk):
    sent, due = make.milestone(state=M.SUBMITTED), make.milestone()
    chosen = {"action": "validate", "_selected_action": [sent.pk, due.pk], "index": 0}

    shown = desk.post(LIST, chosen).text
    assert "1 ligne est ignorée" in shown or "h-skipped" in shown
    desk.post(LIST, chosen | {"deed": "1"})

    assert [Milestone.objects.get(pk=one.pk).state for one in (sent, due)] == [M.VALIDATED, M.DUE]


def test_one_more_is_added_for_one_startup_and_the_page_of_a_row_types_nothing(desk):
    place = make.enrolment()
    day = timezone.localdate() + timedelta(days=60)
    values = {"enrolment": place.pk, "due_on": day.isoformat(), "title_fr": "Un de plus", "wants_evidence": "on"}

    assert desk.post(at("milestone_add"), values).status_code == 302
    made = place.milestones.get()
    assert (made.state, made.title_fr) == (M.PLANNED, "Un de plus")
    desk.post(at("milestone_change", made.pk), {"state": "validated", "title_fr": "Autre"})
    made.refresh_from_db()
    assert (made.state, made.title_fr) == (M.PLANNED, "Un de plus")
    with nothing_written():
        assert desk.get(at("milestone_change", made.pk)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(desk, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make.milestone()
    with nothing_written(), django_assert_max_num_queries(9):
        assert desk.get(LIST).text.count("action-select") == rows


def test_the_queues_count_what_their_lists_show(desk, staff):
    make.milestone()
    sent, late = make.milestone(state=M.SUBMITTED), make.milestone()
    Milestone.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=2))

    for key, expected in (("milestones_submitted", sent), ("milestones_late", late)):
        queue = queues[f"programs.{key}"]
        assert queue.count(staff) == 1
        page = desk.get(queue.url(staff)).text
        assert page.count("action-select") == 1
        assert expected.enrolment.startup.name in page


def test_it_is_for_staff(client, stranger):
    one = make.milestone()
    client.force_login(stranger)
    for page in (LIST, at("milestone_step", one.pk, "waive")):
        assert client.get(page).status_code == 404
