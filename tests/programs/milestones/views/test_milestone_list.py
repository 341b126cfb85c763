"""The plans of her startups, and the next two milestones on her dashboard."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from programs.milestones.models import Milestone
from programs.milestones.states import MilestoneState as M
from startups.states import TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_startup_and_three(client, rows, django_assert_max_num_queries):
    reader = make.person()
    names = []
    for _ in range(rows):
        one = make.milestone()
        make.member(of=one.enrolment.startup, role=TeamRole.READER, who=reader)
        names.append(one.enrolment.startup.name)
    client.force_login(reader)
    client.get("/milestones/")

    with nothing_written(), django_assert_max_num_queries(3):
        page = client.get("/milestones/").text

    assert all(name in page for name in names)
    assert page.count('class="z-path wide"') == rows


def test_the_course_of_the_sun_tells_how_many_are_reached(client):
    one = make.milestone(state=M.VALIDATED)
    make.milestone(of=one.enrolment, title_fr="Le suivant")
    Milestone.objects.filter(title_fr="Le suivant").update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(make.owner_of(one.enrolment.startup))

    page = client.get("/milestones/").text

    assert "Jalons franchis\xa0: 1 sur 2" in page
    assert 'class="z-chip late">en retard' in page


def test_a_stranger_finds_none_and_others_are_not_shown(client, stranger):
    one = make.milestone()
    client.force_login(stranger)
    page = client.get("/milestones/").text
    assert one.enrolment.startup.name not in page
    assert "Pas encore de jalons" in page


def test_the_dashboard_shows_the_next_two(client):
    place = make.enrolment()
    for n in range(3):
        make.milestone(of=place, title_fr=f"Jalon numéro {n}", due_on=timezone.localdate() + timedelta(days=7 * n + 7))
    make.milestone(of=place, state=M.VALIDATED, title_fr="Fini")
    client.force_login(make.owner_of(place.startup))

    page = client.get("/dashboard/").text

    assert [f"Jalon numéro {n}" in page for n in range(3)] == [True, True, False]
    assert "Fini" not in page
