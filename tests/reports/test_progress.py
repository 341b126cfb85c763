"""The progress of one startup, for a fund: what it says, and that it costs the same for one thing and three."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.reports.pages import progress
from incubator.reports.pages.progress import Span
from programs.milestones.models import Milestone
from tests.conftest import nothing_written
from tests.paper.reading import text_of

pytestmark = pytest.mark.django_db


def span():
    today = timezone.localdate()
    return Span(today - timedelta(91), today)


def late(place, count):
    for _ in range(count):
        made = make.milestone(of=place)
        Milestone.objects.filter(pk=made.pk).update(state="due", due_on=timezone.localdate() - timedelta(9))


def test_staff_draw_it_and_nobody_else(client, staff, stranger):
    startup = make.enrolment().startup
    address = reverse("reports:startup_progress", args=[startup.uid])
    client.force_login(staff)

    with nothing_written():
        answer = client.get(address)

    assert answer.status_code == 200
    assert startup.name in text_of(answer.content).replace("\n", "")
    for person in (stranger, make.owner_of(startup)):
        client.force_login(person)
        assert client.get(address).status_code == 404


def test_it_tells_money_beside_the_plan_services_milestones_and_risks():
    place = make.enrolment()
    startup = place.startup
    make.entitlement(of=startup, kind="coaching", amount=9)
    make.award(of=startup, is_signed=True, parts=[make.part(), make.part()])
    late(place, 2)

    told = progress.facts(startup, span())

    assert [row[1] for row in told["services"]] == ["9"]
    assert len(told["money"]) == 1
    assert len(told["tranches"]) == 2
    assert [row[2] for row in told["milestones"]].count("en retard") == 2
    assert "2 jalons sont en retard." in told["risks"]


def test_a_startup_about_which_nothing_is_known_has_a_report_too():
    told = progress.facts(make.startup(), span())

    assert (told["services"], told["money"], told["milestones"], told["risks"]) == ([], [], [], [])
    assert progress.pdf(make.startup(), span()).startswith(b"%PDF")


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_thing_and_three(rows, django_assert_max_num_queries):
    place = make.enrolment()
    late(place, rows)
    for _ in range(rows):
        make.entitlement(of=place.startup, kind="coaching", amount=9)
    make.award(of=place.startup, is_signed=True, parts=[make.part() for _ in range(rows)])

    with django_assert_max_num_queries(11):
        progress.facts(place.startup, span())


@pytest.mark.parametrize(
    "asked", [("", ""), ("x", "2026-01-01"), ("2026-02-01", "2026-01-01"), ("0001-01-01", "9999-12-31")]
)
def test_days_that_are_none_are_the_last_three_months(asked):
    assert Span.read(*asked) == span()


def test_days_that_were_asked_for_are_taken():
    assert Span.read("2026-01-01", "2026-03-31") == Span(date(2026, 1, 1), date(2026, 3, 31))
