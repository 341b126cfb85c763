"""The board of a cohort: where each startup stands in words, what is late, who came, when we last heard of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from events.door.actions import attending
from events.registrations.models import Registration
from incubator.demo import make
from incubator.reports.board import board
from programs.cohorts.models import Enrolment
from programs.milestones.models import Milestone
from programs.milestones.states import MilestoneState as M
from programs.partners.models import Cohort
from services.bookings.actions import Agreed, agree
from services.requests.actions import talking
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    client.get("/admin/")
    return client


def at(cohort, asked=""):
    return reverse("admin:programs_milestone_board", args=[cohort.pk]) + asked


def a_cohort(startups, milestones=1):
    """Rows in bulk: what is measured is how they are drawn."""
    cohort, one = make.cohort(places=60, starts_on=timezone.localdate()), make.milestone()
    template = make.plan(of=cohort.programme, days=tuple(range(10, 10 + milestones)))
    places = Enrolment.objects.bulk_create(Enrolment(cohort=cohort, startup=make.startup()) for _ in range(startups))
    states = [M.PLANNED, M.DUE, M.WAIVED, M.VALIDATED]
    settled = {M.WAIVED: {"settled_at": timezone.now()}}
    settled[M.VALIDATED] = {**settled[M.WAIVED], "submitted_at": timezone.now()}
    Milestone.objects.bulk_create(
        Milestone(
            enrolment=place,
            item=item,
            title_fr=item.title_fr,
            due_on=one.due_on,
            state=states[(n + place.pk) % 4],
            **settled.get(states[(n + place.pk) % 4], {}),
        )
        for place in places
        for n, item in enumerate(template.items.all())
    )
    return cohort


def rows(page):
    return page.text.count('class="h-sun"')


def late(place):
    one = make.milestone(of=place, title_fr="En retard")
    Milestone.objects.filter(pk=one.pk).update(due_on=timezone.localdate() - timedelta(days=2))
    return one


def row_of(place, **asked):
    return {row.place.pk: row for row in board(place.cohort, **asked).rows}.get(place.pk)


@pytest.mark.parametrize("startups", [1, 3, 20])
def test_it_costs_the_same_for_one_startup_three_and_twenty(desk, startups, django_assert_num_queries):
    cohort = a_cohort(startups, milestones=4)
    with django_assert_num_queries(2):
        assert len(board(cohort).rows) == startups

    with nothing_written(), django_assert_num_queries(6):
        page = desk.get(at(cohort))
    assert rows(page) == startups


def test_fifty_startups_with_twenty_milestones_weigh_what_a_list_weighs(desk):
    cohort = a_cohort(50, milestones=20)

    first, second = desk.get(at(cohort)), desk.get(at(cohort, "?page=2"))

    assert (rows(first), rows(second)) == (20, 20)
    assert len(first.content) < 45_000
    assert desk.get(at(cohort, "?page=x")).status_code == 200


def test_each_milestone_stands_in_words_and_leads_to_its_page_while_something_is_to_be_done(desk):
    one = make.milestone(state=M.SUBMITTED)
    behind, done = late(one.enrolment), make.milestone(of=one.enrolment, state=M.VALIDATED)

    page = desk.get(at(one.enrolment.cohort)).text

    assert one.enrolment.startup.name in page
    assert f'<a class="info" href="../../{one.pk}/change/">rendu</a>' in page
    assert f'<a class="late" href="../../{behind.pk}/change/">en retard</a>' in page
    assert f"../../{done.pk}/change/" not in page
    assert "1/3" in page


def test_an_empty_board_and_a_missing_one(desk):
    page = desk.get(at(make.cohort())).text
    assert "Aucun jalon" in page
    assert "Aucune startup" in page
    assert desk.get(reverse("admin:programs_milestone_board", args=[10**9])).status_code == 404


def test_what_is_late_is_counted_and_filtered(desk, staff):
    place = make.enrolment()
    other = make.enrolment(of=place.cohort)
    make.period(of=place.cohort, ends_in=-60).statements.get(enrolment=other).delete()
    meeting = make.booking(of=place.startup, state="attended")
    agree(meeting.pk, Agreed("Fixer le prix", due_on=timezone.localdate() - timedelta(days=1)), by=staff)

    row = row_of(place)

    assert (row.late_statements, row.late_actions, row.track.late) == (1, 1, 0)
    assert [one.place for one in board(place.cohort, only_late=True).rows] == [place]
    page = desk.get(at(place.cohort, "?late=1"))
    assert '<i class="late">1 déclaration</i>' in page.text
    assert other.startup.name not in page.text


def test_a_state_of_participation_is_filtered_and_who_left_is_seen_when_asked_for(desk):
    place = make.enrolment()
    gone = make.enrolment(of=place.cohort)
    Enrolment.objects.filter(pk=gone.pk).update(state="left")

    assert (row_of(gone), row_of(gone, state="left").place) == (None, gone)
    assert row_of(place, state="left") is None
    assert rows(desk.get(at(place.cohort, "?state=nonsense"))) == 1


def test_credits_that_can_be_used_today_are_added_up_and_nothing_granted_is_not_zero():
    place, poor = make.enrolment(), make.enrolment()
    make.entitlement(of=place.startup, amount=10)
    make.entitlement(of=place.startup, amount=2)
    past = timezone.localdate() - timedelta(days=9)
    make.entitlement(of=place.startup, amount=5, starts_on=past, ends_on=past)

    assert row_of(place).credits == Decimal(12)
    assert row_of(poor).credits is None


def test_who_came_is_counted_of_what_was_noted(staff):
    place = make.enrolment()
    Cohort.objects.filter(pk=place.cohort_id).update(starts_on=timezone.localdate() - timedelta(days=30))
    make.dated_back(make.booking(of=place.startup, state="attended"), hours=30)
    make.booking(of=place.startup, state="no_show")
    event = make.event()
    seat = make.registration(of=event, who=make.owner_of(place.startup))
    Registration.objects.filter(pk=seat.pk).update(startup=place.startup)
    attending.note(
        make.past(event, begins=timezone.now() - timedelta(days=2)).sessions.get(), {seat.pk: "absent"}, by=staff
    )

    row = row_of(place)

    assert (row.sessions.came, row.sessions.expected) == (1, 2)
    assert (row.events.came, row.events.expected) == (0, 1)
    assert row.events.is_poor


def test_the_last_contact_is_the_latest_of_all_ways(staff):
    place = make.enrolment()
    quiet = row_of(place).last_contact
    asked = make.request(of=place.startup, state="submitted")
    talking.say(asked.pk, text="Où en êtes-vous ?", by=staff, from_staff=True)

    assert quiet is None
    assert timezone.now() - row_of(place).last_contact < timedelta(minutes=1)
    make.booking(of=place.startup, state="attended")
    assert timezone.now() - row_of(place).last_contact < timedelta(minutes=1)


def test_it_is_for_staff(client, stranger):
    cohort = make.cohort()
    client.force_login(stranger)
    assert client.get(at(cohort)).status_code == 404
