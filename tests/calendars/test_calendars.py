"""Calendar files as whole files, and the rules that clients are strict about."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incubator.calendars import Event, Mailbox, calendar

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
STAMP = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
CLOSING = datetime(2026, 12, 18, 23, 59, tzinfo=ZoneInfo("Africa/Casablanca"))


def events():
    yield Event(
        uid="call-1-closes@portail.test",
        starts=CLOSING,
        summary="Clôture : GreenScale, promotion 1; « énergies, eau »",
        description="Dépôt en ligne.\nHeure de Casablanca : 23 h 59\\fin",
        url="http://portail.test/calls/greenscale/",
        stamp=STAMP,
    )
    yield Event(
        uid="call-1-results@portail.test",
        starts=date(2027, 1, 12),
        summary="نتائج الانتقاء الأولي لفائدة المقاولات الناشئة في مجال الطاقات المتجددة والتنمية المستدامة",
        stamp=STAMP,
        sequence=2,
    )


def test_a_feed_is_this_file():
    assert calendar(events(), name="Appels, Zénith", language="fr") == (GOLDEN / "calls.ics").read_bytes()


def test_an_invitation_is_this_file():
    staff, person = Mailbox("portail@portail.test", "Zénith"), Mailbox("p@exemple.test", 'Dupont "Léa"')
    event = Event(
        uid="reg-1@portail.test",
        starts=CLOSING,
        ends=datetime(2026, 12, 19, 1, tzinfo=UTC),
        summary="Atelier",
        location="Salle Atlas, Technopark",
        stamp=STAMP,
        sequence=1,
        organiser=staff,
        attendee=person,
    )

    assert calendar([event], method="REQUEST") == (GOLDEN / "invitation.ics").read_bytes()


def test_lines_end_with_crlf_are_at_most_75_octets_and_cut_no_letter():
    written = calendar(events())

    assert written.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    for line in written.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_unfolded_the_text_is_whole():
    unfolded = calendar(events()).decode().replace("\r\n ", "")

    assert "والتنمية المستدامة" in unfolded
    assert "DTSTART:20261218T235900Z" in unfolded
    assert "DTSTART;VALUE=DATE:20270112" in unfolded


def test_before_the_clock_changed_casablanca_was_one_hour_ahead():
    old = Event(
        uid="x", starts=datetime(2026, 9, 19, 12, 0, tzinfo=ZoneInfo("Africa/Casablanca")), summary="x", stamp=STAMP
    )

    assert b"DTSTART:20260919T110000Z" in calendar([old])


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError):
        calendar([Event(uid="x", starts=datetime(2026, 9, 19, 12, 0), summary="x", stamp=STAMP)])  # noqa: DTZ001 -- the point


def test_text_cannot_add_a_line():
    sneaky = Event(
        uid="x",
        starts=STAMP,
        summary="a\r\nATTENDEE:mailto:evil@x.test",
        stamp=STAMP,
        attendee=Mailbox("p@x.test", 'a"\r\nX:y'),
    )

    lines = calendar([sneaky]).decode().replace("\r\n ", "").split("\r\n")
    assert not any(line.startswith(("ATTENDEE:mailto:evil", "X:y")) for line in lines)
