"""A calendar file from outside says when its owner is busy, and nothing else."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incubator.errors import Refused
from services.calendar import busyfile
from services.calendar.busyfile import busy_times

ZONE = ZoneInfo("Africa/Casablanca")
FIRST, LAST = datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)


def entry(*lines, uid="1"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT"])


def calendar(*entries):
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *entries, "END:VCALENDAR", ""]
    return "\r\n".join(head).encode()


def read(*entries, zone=ZONE):
    return busy_times(calendar(*entries), FIRST, LAST, zone=zone)


def begins(found):
    return sorted(f"{start:%d %H:%M}" for start, _ in found.spans)


def test_a_time_of_any_zone_is_an_instant_and_one_without_is_the_owners():
    found = read(
        entry("DTSTART:20261201T100000Z", "DTEND:20261201T110000Z"),
        entry("DTSTART;TZID=Europe/Paris:20261202T100000", "DURATION:PT30M", uid="2"),
        entry("DTSTART:20261203T100000", "DTEND:20261203T110000", uid="3"),
    )
    assert begins(found) == ["01 10:00", "02 09:00", "03 10:00"]
    assert {end - start for start, end in found.spans} == {timedelta(minutes=30), timedelta(hours=1)}


def test_a_whole_day_is_from_midnight_to_midnight_of_the_owner():
    found = read(entry("DTSTART;VALUE=DATE:20261201"), zone=ZoneInfo("Europe/Paris"))
    assert found.spans == [(datetime(2026, 11, 30, 23, tzinfo=UTC), datetime(2026, 12, 1, 23, tzinfo=UTC))]


def test_what_is_free_cancelled_over_or_without_length_takes_no_time():
    found = read(
        entry("DTSTART:20261201T100000Z", "DTEND:20261201T110000Z", "TRANSP:TRANSPARENT"),
        entry("DTSTART:20261201T100000Z", "DTEND:20261201T110000Z", "STATUS:CANCELLED"),
        entry("DTSTART:20200101T100000Z", "DTEND:20200101T110000Z"),
        entry("DTSTART:20261201T100000Z"),
    )
    assert found.spans == []


def test_a_weekly_entry_is_laid_out_without_the_dates_that_were_taken_out():
    found = read(
        entry(
            "DTSTART;TZID=Africa/Casablanca:20260907T090000",
            "DTEND;TZID=Africa/Casablanca:20260907T100000",
            "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261215T000000Z",
            "EXDATE;TZID=Africa/Casablanca:20261207T090000",
        )
    )
    assert begins(found) == ["02 09:00", "09 09:00", "14 09:00", "30 09:00"]


def test_a_date_that_was_moved_counts_where_it_went():
    series = entry("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", "RRULE:FREQ=DAILY;COUNT=3")
    moved = entry("RECURRENCE-ID:20261202T090000Z", "DTSTART:20261202T150000Z", "DTEND:20261202T160000Z")
    assert begins(read(series, moved)) == ["01 09:00", "02 15:00", "03 09:00"]


def test_the_last_friday_of_a_month_and_a_yearly_day():
    monthly = entry("DTSTART:20260130T090000Z", "DTEND:20260130T100000Z", "RRULE:FREQ=MONTHLY;BYDAY=-1FR")
    yearly = entry("DTSTART;VALUE=DATE:20001224", "RRULE:FREQ=YEARLY", uid="2")
    assert begins(read(monthly, yearly)) == ["24 00:00", "25 09:00"]


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYHOUR=1,2,3"]
)
def test_a_rule_that_could_go_on_for_ever_is_skipped_and_counted(rule):
    found = read(entry("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", f"RRULE:{rule}"))
    assert (found.spans, found.skipped) == ([], 1)


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"])
def test_what_is_no_calendar_is_refused(content):
    try:
        found = busy_times(content, FIRST, LAST, zone=ZONE)
    except Refused:
        return
    assert found.spans == []


def test_size_count_and_time_are_bounded(monkeypatch):
    with pytest.raises(Refused):
        busy_times(b"x" * 1_000_001, FIRST, LAST, zone=ZONE)
    with pytest.raises(Refused):
        busy_times(calendar(*["BEGIN:VEVENT\r\nEND:VEVENT"] * 2001), FIRST, LAST, zone=ZONE)
    monkeypatch.setattr(busyfile, "MOST_SECONDS", -1)
    with pytest.raises(Refused):
        read(entry("DTSTART:20261201T090000Z"))


def test_an_odd_entry_is_skipped_and_the_others_are_read():
    good = entry("DTSTART:20261201T100000Z", "DTEND:20261201T110000Z")
    odd = ["BEGIN:VEVENT\r\nUID:9\r\nEND:VEVENT", entry("DTSTART:20269999T990000Z", uid="8")]
    found = read(good, *odd)
    assert (len(found.spans), found.skipped) == (1, 2)
