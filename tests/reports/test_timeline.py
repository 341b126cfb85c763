"""One startup, one line of time: every kind, newest first, page by page, at a constant cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.reports import timeline as line
from incubator.reports.timeline import KINDS, timeline
from incubator.reports.timeline_sources import SOURCES
from programs.applications.models import Note
from programs.milestones.models import Milestone
from services.bookings.models import SessionRecord
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    client.get("/admin/")
    return client


def at(startup, asked=""):
    return reverse("admin:startups_startup_timeline", args=[startup.pk]) + asked


def titles(startup, user, **asked):
    return [one.said.title for one in timeline(startup, user, SOURCES, kinds=set(), **asked).lines]


@pytest.fixture
def rich(staff):
    """A startup to which everything has happened once."""
    place = make.enrolment()
    startup = place.startup
    Note.objects.create(application=place.application, text="Très solide.", author=staff)
    make.milestone(of=place, state="validated")
    make.statement(of=place, state="submitted")
    make.booking(of=startup, state="attended")
    seat = make.registration(who=make.owner_of(startup))
    type(seat).objects.filter(pk=seat.pk).update(startup=startup)
    make.request(of=startup, state="submitted")
    make.entitlement(of=startup, kind="matchmaking")
    make.introduction(of=startup)
    make.award(of=startup)
    return startup


def test_every_kind_stands_on_the_line_with_a_way_to_its_page(desk, rich):
    with nothing_written():
        page = desk.get(at(rich))
    lines = page.context["line"].lines

    assert {one.kind for one in lines} == set(KINDS)
    assert [one.at for one in lines] == sorted((one.at for one in lines), reverse=True)
    for address in {one.said.url for one in lines}:
        assert desk.get(address).status_code == 200, address


@pytest.mark.parametrize("more", [0, 30])
def test_it_costs_the_same_however_long_it_is(desk, rich, more, django_assert_max_num_queries):
    place = make.enrolment()
    rows = [
        Milestone(enrolment=place, title_fr=f"Jalon {n}", due_on=timezone.localdate(), state="due") for n in range(more)
    ]
    Milestone.objects.bulk_create(rows)
    type(place).objects.filter(pk=place.pk).update(startup=rich)
    desk.get(at(rich))

    with django_assert_max_num_queries(16):
        assert desk.get(at(rich)).status_code == 200


def test_it_goes_on_page_by_page_and_loses_nothing_that_happened_at_one_instant(monkeypatch, staff):
    monkeypatch.setattr(line, "PER_PAGE", 3)
    place = make.enrolment()
    rows = [
        Milestone(enrolment=place, title_fr=f"Jalon {n}", due_on=timezone.localdate(), state="due") for n in range(8)
    ]
    Milestone.objects.bulk_create(rows)
    seen, before = [], ""
    while True:
        found = timeline(place.startup, staff, SOURCES, kinds=set(), before=before)
        seen += [one.cursor for one in found.lines]
        if not (before := found.older):
            break

    assert len(seen) == len(set(seen)) == 8 + 3
    assert len(seen) > 3


def test_a_cursor_that_somebody_typed_breaks_nothing(desk):
    startup, now = make.enrolment().startup, "2030-01-01T00:00:00+00:00"
    for before in ("x", "2026-13-01~1~1", "2026-01-01T00:00:00~1~1", f"{now}~6~x", f"{now}~5~{'9' * 40}", "~~"):
        assert desk.get(at(startup), {"before": before}).status_code == 200, before


def test_kinds_are_chosen(desk, rich):
    page = desk.get(at(rich, "?kind=note&kind=event&kind=nonsense"))

    assert {one.kind for one in page.context["line"].lines} == {"note", "event"}
    assert "Très solide." in page.text


def test_what_a_coach_noted_for_herself_stays_on_the_page_of_the_meeting(desk, staff):
    meeting = make.booking(state="attended")
    record = SessionRecord.objects.create(booking=meeting, shared="Prix fixé.", private="Le couple se sépare.")

    unshared = desk.get(at(meeting.startup)).text
    SessionRecord.objects.filter(pk=record.pk).update(shared_at=timezone.now())
    shared = desk.get(at(meeting.startup)).text

    assert "Prix fixé." not in unshared
    assert "Prix fixé." in shared
    assert "sépare" not in unshared + shared


def test_a_partner_is_not_named_on_the_line(desk):
    asked = make.introduction(state="made")
    page = desk.get(at(asked.startup)).text

    assert str(asked.target) not in page
    assert str(asked) in page


def test_what_is_late_says_so_and_what_is_planned_waits(desk, staff):
    one, later = make.milestone(title_fr="Contrat"), make.milestone(state="planned", title_fr="Bilan")
    Milestone.objects.filter(pk=one.pk).update(due_on=timezone.localdate() - timedelta(days=4))

    assert "en retard" in desk.get(at(one.enrolment.startup)).text
    assert "Bilan" not in titles(later.enrolment.startup, staff)


def test_it_is_reached_from_the_startup_and_the_board(desk):
    place = make.enrolment()

    assert at(place.startup) in desk.get(reverse("admin:startups_startup_change", args=[place.startup_id])).text
    assert at(place.startup) in desk.get(reverse("admin:programs_milestone_board", args=[place.cohort_id])).text
    assert desk.get(reverse("admin:startups_startup_timeline", args=[10**9])).status_code == 404


def test_it_is_for_staff(client, stranger):
    startup = make.startup(owner=stranger)
    client.force_login(stranger)

    assert client.get(at(startup)).status_code == 404
