"""Letters about registrations: what they say, to whom, and the entry they bring to the calendar."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from events.agenda.models import Invitee
from events.registrations import actions, letters, links, notices
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from incubator.outbox import sending
from incubator.outbox.kinds import kinds
from incubator.outbox.mailbox import mails
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState

pytestmark = pytest.mark.django_db(transaction=True)
GOLDEN = Path(__file__).parents[2] / "golden"
NOON, FAR = datetime(2026, 12, 1, 11, 0, tzinfo=UTC), datetime(2031, 12, 18, 9, 0, tzinfo=UTC)


def sent():
    mail.outbox.clear()
    sending.tick()
    return list(mail.outbox)


def entries(message):
    """The entry as a mail program reads it: the part of the alternative, equal to the file."""
    built = message.message()
    assert built.get_content_type() == "multipart/mixed"
    part = next(part for part in built.walk() if part.get_content_type() == "text/calendar")
    file = next(part for part in built.walk() if part.get_filename())
    assert file.get_filename() == "invite.ics"
    assert part.get_payload(decode=True) == file.get_payload(decode=True)
    assert {part["Content-Transfer-Encoding"], file["Content-Transfer-Encoding"]} == {"base64"}
    assert (part.get_param("charset"), part.get_param("component")) == ("utf-8", "VEVENT")
    content = part.get_payload(decode=True)
    parsed = icalendar.Calendar.from_ical(content)
    assert parsed["METHOD"] == part.get_param("method")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    return parsed


def only(parsed):
    [found] = parsed.walk("VEVENT")
    return found


def test_one_entry_for_life_whose_number_rises(staff):
    row = make.registration(guest="une@exemple.test")
    told = [entries(message) for message in sent()]
    session = row.event.sessions.get()
    actions.move_event(row.event_id, {session.pk: make.wall(session.starts_at + timedelta(days=1))}, by=staff)
    told += [entries(message) for message in sent()]
    actions.withdraw(row.pk, by=None)
    told += [entries(message) for message in sent()]

    found = [only(one) for one in told]
    assert [str(one["METHOD"]) for one in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(one["UID"]) for one in found}) == 1
    assert [one["SEQUENCE"] for one in found] == [0, 1, 2]
    assert [str(one["STATUS"]) for one in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {str(one["ATTENDEE"]) for one in found} == {"mailto:une@exemple.test"}
    assert found[1]["DTSTART"].dt - found[0]["DTSTART"].dt == timedelta(days=1)
    assert all(b"DTSTART:2" in one.to_ical() and one["DTSTART"].to_ical().endswith(b"Z") for one in found)


def test_a_cancelled_event_leaves_the_calendars_of_those_who_had_a_place_and_no_others(staff):
    event = make.event(capacity=1)
    make.registration(of=event), make.registration(of=event)
    sent()

    actions.cancel_event(event.pk, by=staff, reason="Salle fermée.")

    told = {len(message.attachments): message for message in sent()}
    assert set(told) == {0, 1}
    assert entries(told[1])["METHOD"] == "CANCEL"
    assert only(entries(told[1]))["SEQUENCE"] == 1
    assert "Salle fermée." in told[0].body


def test_several_dates_are_several_entries_and_each_keeps_its_own_name():
    row = make.registration(of=make.event(dates=3))

    first = {str(one["UID"]) for message in sent() for one in entries(message).walk("VEVENT")}
    assert len(first) == 3

    Registration.objects.filter(pk=row.pk).update(ics_seq=4)
    with transaction.atomic():
        notices.told_again(Registration.objects.get(pk=row.pk), "x")
    again = [one for message in sent() for one in entries(message).walk("VEVENT")]
    assert {str(one["UID"]) for one in again} == first
    assert {one["SEQUENCE"] for one in again} == {4}


def test_a_date_that_is_dropped_leaves_the_calendar_and_the_others_stay(staff):
    event = make.event(dates=2)
    make.registration(of=event)
    first, gone = event.sessions.all()
    [confirmed] = sent()
    uids = {one["DTSTART"].dt: str(one["UID"]) for one in entries(confirmed).walk("VEVENT")}

    actions.drop_date(event.pk, by=staff, session=gone.pk)

    [message] = sent()
    one = only(entries(message))
    assert entries(message)["METHOD"] == "CANCEL"
    assert (str(one["UID"]), one["SEQUENCE"], str(one["STATUS"])) == (uids[gone.starts_at], 1, "CANCELLED")
    assert event.sessions.get() == first


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_entry_stands_as_a_whole_file(language, settings):
    settings.REPLY_TO = "equipe@exemple.test"
    words = {
        "fr": ("Journée de l’énergie solaire : rencontres, démonstrations et résultats", "Salle à l’étage"),
        "ar": ("يوم الطاقة الشمسية: لقاءات وعروض ونتائج الأبحاث الحديثة في المغرب", "قاعة الندوات الكبرى"),
    }
    title, room = words[language]
    resource = make.resource(of=make.site(name_ar="تكنوبارك الدار البيضاء"), name_fr=room, name_ar=room)
    note = "Entrée par le hall ; badge à l’accueil."
    event = make.event(title=title, access_note_fr=note, site=resource.site, rooms=[resource], starts=FAR)
    row = make.registration(of=event, guest="salma@exemple.test")
    known = {"language": language, "ics_uid": "reg-1@exemple.test", "name": "Salma Bennani"}
    Registration.objects.filter(pk=row.pk).update(**known)
    event.sessions.update(uid="00000000-0000-4000-8000-000000000001")
    Letter.objects.update(language=language, posted_at=NOON)
    message = next(message for message in sent() if message.attachments)

    assert len(entries(message).walk("VEVENT")) == 1
    text = next(part for part in message.message().walk() if part.get_content_type() == "text/calendar")
    link = links.url_of(Registration.objects.get(pk=row.pk))
    plain = text.get_payload(decode=True).replace(b"\r\n ", b"").decode().replace(link, "LINK")
    assert plain.encode() == (GOLDEN / f"registration.{language}.ics").read_bytes()


def state_letters(event):
    """One letter of every kind that follows a state, by walking there."""
    first, second = make.registration(of=event), make.registration(of=event)
    actions.withdraw(first.pk, by=None)
    return first, second


def test_a_letter_that_lost_its_sense_is_not_sent():
    event = make.event(capacity=1)
    _first, second = state_letters(event)
    actions.accept(second.pk, by=None)

    bodies = {message.subject.split(" : ")[0].split(" :")[0] for message in sent()}

    # First is told of her withdrawal, second of her place; "registered", "waiting" and "offered" are over.
    assert len(bodies) == 2
    kept = Letter.objects.filter(state=LetterState.SENT).values_list("kind", flat=True)
    assert sorted(kind.rsplit(".", 1)[1] for kind in kept) == ["registration_confirmed", "registration_withdrawn"]


def test_an_offer_says_until_when_and_leads_to_a_page_not_to_a_deed():
    event = make.event(capacity=1)
    first = make.registration(of=event)
    row = make.registration(of=event)
    actions.withdraw(first.pk, by=None)
    sending.tick()

    offered = next(message for message in mail.outbox if "place" in message.subject and row.person.email in message.to)
    row.refresh_from_db()
    assert timezone.localtime(row.offer_until).strftime("%Y") in offered.body
    assert "heure de Casablanca" in offered.body
    assert reverse("events:registration_detail", args=[row.pk]) in offered.body


def test_a_guest_reads_her_signed_link_and_the_online_room_comes_with_the_place_only():
    event = make.event(mode="online", online_url="https://visio.exemple.test/salle", capacity=1)
    row = make.registration(of=event, guest="une@exemple.test")
    waiting = make.registration(of=event)

    told = {message.to[0]: message for message in sent()}

    assert links.url_of(row) in told["une@exemple.test"].body
    assert event.online_url in told["une@exemple.test"].body
    assert event.online_url not in told[waiting.person.email].body


def test_an_invitation_is_posted_once_and_carries_its_own_link():
    invitee = Invitee.objects.create(event=make.event(access="invitation"), email="hote@exemple.test", name="Hôte")

    with transaction.atomic():
        notices.event_invitation(invitee)
        notices.event_invitation(invitee)

    [message] = sent()
    assert links.invitation_url(invitee, "fr") in message.body


def test_the_mailbox_of_the_demonstration_shows_mails_with_an_entry(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    row = make.registration()
    sending.tick()

    [shown] = mails()
    assert row.event.title in shown.text
    assert "BEGIN:VCALENDAR" not in shown.text


def test_every_name_of_the_house_has_its_words():
    assert {f"events.registrations.{name}" for name in letters.NAMES} <= set(kinds.kinds)
    assert len(letters.NAMES) == 15


def test_nothing_is_posted_about_a_state_that_no_letter_tells():
    row = make.registration(state=R.WITHDRAWN)
    before = Letter.objects.count()
    with transaction.atomic():
        notices.told_again(row, "x")
    assert Letter.objects.count() == before


def test_a_change_of_the_legal_time_is_told_as_what_it_is():
    row = make.registration()
    sent()
    with transaction.atomic():
        notices.event_moved(row, because="legal_time")

    [message] = sent()
    assert "heure légale" in message.body
