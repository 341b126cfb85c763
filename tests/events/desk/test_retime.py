"""The State changes the legal time: wall times stay, instants move, people are told (from tzdata 2025b to the pinned one)."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from events.agenda.clock import zone_release
from events.agenda.models import Session
from events.places.models import Allocation
from events.registrations import actions
from incubator.demo import make
from incubator.outbox.models import Letter
from incubator.outbox.preview import preview
from tests.events.agenda.days import on_day

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def as_2025b(event):
    """By its rules Casablanca is an hour ahead of UTC in January 2027: 10:00 on the wall was 09:00 UTC."""
    for session in event.sessions.all():
        for row in (session, *Allocation.objects.about(session).live()):
            names = ("starts_at", "ends_at") if row is session else ("blocked_from", "blocked_to")
            type(row).objects.filter(pk=row.pk).update(**{name: getattr(row, name) - HOUR for name in names})
    event.sessions.update(zone_release="2025b")
    type(event).objects.filter(pk=event.pk).update(starts_at=event.starts_at - HOUR, ends_at=event.ends_at - HOUR)


@pytest.fixture
def old(db):
    """Two events that follow each other in one room, derived by old rules; the first has somebody registered."""
    room = make.resource()
    events = [make.event(starts=on_day(2027, 1, 13, hour), rooms=[room]) for hour in (10, 12)]
    row = make.registration(of=events[0])
    for event in events:
        as_2025b(event)
    return room, events, row


def test_wall_times_stay_instants_move_rooms_follow_and_people_are_told_once(old):
    room, events, row = old
    revisions = [event.schedule_rev for event in events]

    told = actions.retime()

    assert [(move.after - move.before, move.trouble) for move in told] == [(HOUR, ""), (HOUR, "")]
    for event, revision, hour in zip(events, revisions, (10, 12), strict=True):
        event.refresh_from_db()
        session = event.sessions.get()
        assert (session.starts_at, event.starts_at) == (on_day(2027, 1, 13, hour),) * 2
        assert (session.hour.hour, session.zone_release, event.schedule_rev) == (hour, zone_release(), revision + 1)
    assert list(room.allocations.live().values_list("blocked_from", flat=True)) == [
        on_day(2027, 1, 13, 10),
        on_day(2027, 1, 13, 12),
    ]
    letter = Letter.objects.get(kind="events.registrations.event_moved")
    row.refresh_from_db()
    assert (letter.params["because"], row.ics_seq) == ("legal_time", 1)
    assert "heure légale" in preview(letter).worded.text
    assert actions.retime() == []
    assert Letter.objects.filter(kind="events.registrations.event_moved").count() == 1


def test_a_dry_run_says_the_same_and_changes_nothing(old, capsys):
    before = list(Session.objects.order_by("pk").values())

    call_command("retime", "--dry-run")

    assert capsys.readouterr().out.count("2027-01-13") == 4
    assert list(Session.objects.order_by("pk").values()) == before
    assert not Letter.objects.filter(kind="events.registrations.event_moved").exists()


def test_a_room_that_somebody_else_has_by_then_is_told_and_the_session_stands_without_it(old):
    room, events, _row = old
    elsewhere = make.resource()
    Allocation.objects.create(
        resource=room,
        kind_of_thing="services.booking",
        key_of_thing="1",
        title="Essai",
        blocked_from=on_day(2027, 1, 13, 13),
        blocked_to=on_day(2027, 1, 13, 14),
    )

    told = actions.retime()

    assert [bool(move.trouble) for move in told] == [False, True]
    assert "Essai" in told[1].trouble
    assert elsewhere.allocations.count() == 0
    assert events[1].sessions.get().starts_at == on_day(2027, 1, 13, 12)


def test_what_is_over_and_what_is_right_stay_as_they_are(db):
    right = make.event(starts=on_day(2027, 1, 13))
    over = make.event(starts=timezone.now() - timedelta(days=9))
    over.sessions.update(zone_release="2025b")

    assert actions.retime() == []

    assert right.sessions.get().zone_release == zone_release()
    assert over.sessions.get().zone_release == "2025b"
