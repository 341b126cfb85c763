"""Meetings follow the legal time, and what is stored twice agrees."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from events.places.actions import allocate
from events.places.models import Allocation
from incubator.demo import make
from incubator.desk import queues
from incubator.outbox.models import Letter
from services.bookings import actions, integrity
from services.bookings.actions import retiming
from services.bookings.models import AccountInspection, Booking
from services.calendar.models import Engagement
from services.ledger.models import Entitlement
from services.tasks import check_integrity

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def before_the_change(*bookings):
    """As if each had been booked under rules that were an hour ahead."""
    for booking in sorted(bookings, key=lambda one: one.starts_at):
        when = {"starts_at": booking.starts_at - HOUR, "ends_at": booking.ends_at - HOUR}
        Booking.objects.filter(pk=booking.pk).update(zone_release="old", **when)
        taken = Engagement.objects.live().about(booking)
        taken.update(blocked_from=when["starts_at"], blocked_to=when["ends_at"])


def test_meetings_keep_their_hour_on_the_clock_and_both_sides_are_told():
    service = make.service()
    make.provider(of=service)
    free = make.free(service)
    rows = [make.booking(service=service, at=free[n]) for n in (4, 6, 8)]
    before_the_change(*rows)

    assert [one.trouble for one in actions.retime(dry_run=True)] == ["", "", ""]
    told = actions.retime()

    assert [one.after - one.before for one in told] == [HOUR] * 3
    for row in rows:
        again = Booking.objects.get(pk=row.pk)
        assert (again.starts_at, again.ics_seq, again.schedule_rev) == (row.starts_at, 1, 1)
        assert Engagement.objects.live().about(row).get().blocked_from == row.starts_at
    assert Letter.objects.filter(kind="services.bookings.booking_moved").count() == 6
    assert actions.retime() == []
    assert integrity.findings() == []


def test_an_hour_that_somebody_else_has_is_told_and_found():
    booking = make.booking()
    before_the_change(booking)
    make.booking(service=booking.service, at=make.free(booking.service)[2])
    Engagement.objects.live().exclude(key_of_thing=str(booking.pk)).update(
        blocked_from=booking.starts_at, blocked_to=booking.ends_at
    )

    [told] = actions.retime()

    assert told.trouble
    assert [(one.what, one.thing) for one in integrity.findings()] == [("engagement_missing", str(booking))]


def test_a_room_that_somebody_else_has_is_told_and_found():
    here, service = make.site(), make.service(places=["on_site"])
    make.provider(of=service, at=here)
    room = make.resource(of=here)
    make.fitting(service, room)
    booking = make.booking(service=service, at=make.free(service)[4])
    Allocation.objects.update(blocked_from=booking.starts_at - HOUR, blocked_to=booking.ends_at - HOUR)
    before_the_change(booking)
    allocate(make.person(), [room], title="Jury", starts_at=booking.starts_at, ends_at=booking.ends_at)

    [told] = actions.retime()

    assert "Jury" in told.trouble
    assert "room_missing" in {one.what for one in integrity.findings()}


def test_an_hour_that_the_clock_skips_is_the_one_after():
    booking = make.booking()
    booking.day, booking.hour, booking.fold = date(2026, 3, 22), time(2, 30), 0

    local = retiming.derived(booking).astimezone(ZoneInfo("Africa/Casablanca"))

    assert (local.day, f"{local:%H:%M}") == (22, "03:30")


def broken(booking):
    Entitlement.objects.update(left=1)
    Booking.objects.filter(pk=booking.pk).update(state="expired", ended_at=timezone.now())


def test_drift_is_found_and_nothing_is_repaired(caplog):
    booking = make.booking()
    assert integrity.findings() == []
    broken(booking)

    check_integrity()

    assert [one["what"] for one in AccountInspection.objects.get().findings] == ["balance", "meeting_missing"]
    assert "meeting_missing" in caplog.text
    assert Entitlement.objects.get().left == 1


def test_the_night_looks_once_the_button_again_and_the_home_tells(client, staff):
    client.force_login(staff)
    booking = make.booking()
    check_integrity()
    broken(booking)
    check_integrity()
    assert queues["services.drift"].count(staff) == 0

    looked = client.post(reverse("admin:services_accountinspection_look"), follow=True)

    assert queues["services.drift"].count(staff) == 2
    assert str(booking) in looked.text
    assert client.get(reverse("admin:services_accountinspection_look")).status_code == 405


def test_the_command_says_what_would_move_and_then_moves_it(capsys):
    booking = make.booking()
    before_the_change(booking)

    call_command("retime_meetings", "--dry-run")
    assert "1 meetings, 0 with trouble" in capsys.readouterr().out
    assert Booking.objects.get().starts_at == booking.starts_at - HOUR

    call_command("retime_meetings")
    assert Booking.objects.get().starts_at == booking.starts_at
