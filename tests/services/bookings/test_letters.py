"""Letters of a meeting: to both sides, with one calendar entry for life; reminders at a human hour."""

from datetime import datetime, timedelta

import icalendar
import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from incubator import spoken
from incubator.demo import make
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from services.bookings import actions, links
from services.bookings.models import Booking
from services.bookings.notices import startup_side
from services.bookings.planning import plan_link_alerts, plan_reminders
from services.calendar.actions import make_feed
from services.calendar.models import Provider
from startups.models import Membership
from startups.states import TeamRole
from tests.events.registrations.test_letters import FAR, GOLDEN, NOON, entries, only, sent
from tests.journeys.walking import mail_to

pytestmark = pytest.mark.django_db(transaction=True)


def words(messages):
    return sorted((message.to[0], message.subject) for message in messages)


def test_one_entry_for_life_whose_number_rises():
    booking = make.booking()
    told = [entries(mail_to(sent(), booking.asked_by.email, "confirmé"))]
    free = make.free(booking.service, ahead=8)[0]
    before = booking.starts_at
    actions.move(booking.pk, make.choice(free), by=booking.asked_by)
    moved = mail_to(sent(), booking.asked_by.email, "Nouvelle heure")
    told.append(entries(moved))
    actions.cancel(booking.pk, by=booking.asked_by)
    told.append(entries(mail_to(sent(), booking.asked_by.email, "Annulé")))

    found = [only(one) for one in told]
    assert [str(one["METHOD"]) for one in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {str(one["UID"]) for one in found} == {booking.ics_uid}
    assert [one["SEQUENCE"] for one in found] == [0, 1, 2]
    assert {str(one["ATTENDEE"]) for one in found} == {f"mailto:{booking.asked_by.email}"}
    assert found[1]["DTSTART"].dt == free.starts_at
    assert spoken.moment(before) in moved.body


def test_both_sides_are_told_and_each_reads_what_concerns_her():
    booking = make.booking()
    coach = booking.provider.person
    messages = sent()

    assert len(messages) == 2
    to_team, to_coach = mail_to(messages, booking.asked_by.email), mail_to(messages, coach.email)
    assert links.token_of(booking, booking.asked_by) in to_team.body
    assert "/link/" not in to_coach.body
    assert booking.startup.name in to_coach.subject


def test_the_room_the_machine_and_how_to_come_in_stand_in_letters_entry_and_feed(client):
    here, service = make.site(address="Route de Nouaceur"), make.service(places=["on_site"])
    coach = make.provider(of=service, at=here)
    for kind, name, note in (("room", "Salle Atlas", "Badge à l’accueil"), ("equipment", "Fraiseuse", "")):
        make.fitting(service, make.resource(of=here, kind=kind, name_fr=name, access_note=note))
    booking = make.booking(service=service)
    told = f"{here} – Fraiseuse, Salle Atlas"

    confirmed = mail_to(sent(), booking.asked_by.email, "confirmé")
    assert told in confirmed.body
    assert "Route de Nouaceur. Badge à l’accueil" in confirmed.body
    assert only(entries(confirmed))["LOCATION"] == told
    with time_machine.travel(booking.starts_at - timedelta(hours=45), tick=False):
        atomic_plan()
        reminders = Letter.objects.filter(kind="services.bookings.booking_reminder")
        assert [kinds[one.kind].context(one)["where"] for one in reminders] == [told, told]
    token = make_feed(coach.pk, by=coach.person)
    feed = client.get(reverse("services:provider_feed", args=[token])).content
    assert only(icalendar.Calendar.from_ical(feed))["LOCATION"] == told
    client.force_login(booking.asked_by)
    assert "Badge à l’accueil" in client.get(booking.get_absolute_url()).text


def test_cancelled_by_the_programme_offers_the_next_times_and_says_that_credits_are_back():
    booking = make.booking()
    sent()

    actions.call_off(booking.pk, by=make.staff(), reason="Coach malade")

    message = mail_to(sent(), booking.asked_by.email, "Annulé")
    for said in ("Le programme a annulé", "Coach malade", "de retour sur votre compte", "Les prochaines heures libres"):
        assert said in message.body
    assert message.body.count("\n– ") == 3


def test_late_says_what_it_costs():
    booking = make.booking()
    sent()
    Booking.objects.update(starts_at=timezone.now() + timedelta(hours=5))

    actions.cancel(booking.pk, by=booking.asked_by)

    assert "comptent comme utilisés" in mail_to(sent(), booking.asked_by.email, "Annulé").body


def test_approval_brings_the_entry_and_its_refusal_none():
    service = make.service(needs_approval=True)
    booking = make.booking(service=service)
    [pending] = sent()
    assert "attend sa validation" in pending.subject
    actions.approve(booking.pk, by=make.staff())
    assert all(message.attachments for message in sent())

    other = make.booking(service=service, at=make.free(service, ahead=9)[0])
    sent()
    actions.reject(other.pk, by=make.staff(), reason="Complet")
    [rejected] = sent()
    assert not rejected.attachments
    assert "Complet" in rejected.body


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_entry_stands_as_a_whole_file(language, settings):
    settings.REPLY_TO = "equipe@exemple.test"
    names = {
        "fr": "Accompagnement : prix, vente et négociation",
        "ar": "مواكبة: تحديد الثمن والبيع والتفاوض مع الزبناء",
    }
    goal = {"fr": "Fixer le prix ; préparer l’offre.", "ar": "تحديد الثمن وتحضير العرض للزبون الأول"}[language]
    service = make.service(name=names[language])
    who = make.person(name="Salma Bennani", email="salma@exemple.test", language=language)
    startup = make.startup(owner=who, name="Héliopompe")
    place = make.site(name_ar="تكنوبارك الدار البيضاء", address="Route de Nouaceur")
    make.provider(of=service, at=place, name="Coach Cèdre (fictif)")
    booking = make.booking(service=service, of=startup, by=who, goal=goal)
    fixed = {"id": "00000000-0000-4000-8000-000000000002", "ics_uid": "booking-1@exemple.test"}
    ends = FAR + timedelta(hours=1)
    Letter.objects.exclude(person=who).delete()
    Booking.objects.filter(pk=booking.pk).update(starts_at=FAR, ends_at=ends, **fixed)
    Letter.objects.update(posted_at=NOON, key_of_thing=fixed["id"], not_after=None)

    [message] = sent()

    assert len(entries(message).walk("VEVENT")) == 1
    text = next(part for part in message.message().walk() if part.get_content_type() == "text/calendar")
    content = text.get_payload(decode=True)
    assert icalendar.Calendar.from_ical(content)["METHOD"] == "REQUEST"
    assert content == (GOLDEN / f"booking.{language}.ics").read_bytes()


# Reminders


def at(said):
    return datetime.fromisoformat(said).replace(tzinfo=timezone.get_default_timezone())


def meeting(starts, *, confirmed="2031-12-01 09:00"):
    booking = make.booking()
    when = {"starts_at": at(starts), "ends_at": at(starts) + timedelta(hours=1), "confirmed_at": at(confirmed)}
    Booking.objects.filter(pk=booking.pk).update(**when)
    booking.refresh_from_db()
    Letter.objects.all().delete()
    return booking


def planned(said):
    known = set(Letter.objects.values_list("pk", flat=True))
    with time_machine.travel(at(said), tick=False):
        atomic_plan()
    return [letter.person for letter in Letter.objects.exclude(pk__in=known).order_by("pk")]


def atomic_plan():
    with transaction.atomic():
        plan_reminders()
        plan_link_alerts()


@pytest.mark.parametrize(
    ("starts", "reminded"),
    [
        ("2031-12-10 15:00", ["2031-12-08 15:00", "2031-12-10 13:00"]),
        ("2031-12-10 09:00", ["2031-12-08 09:00", "2031-12-09 20:00"]),
        ("2031-12-10 07:00", ["2031-12-07 20:00", "2031-12-09 20:00"]),
    ],
)
def test_both_sides_are_reminded_at_a_human_hour_and_once(starts, reminded):
    booking = meeting(starts)
    moment, found = at("2031-12-07 12:00"), []
    while moment < at(starts):
        said = moment.strftime("%Y-%m-%d %H:%M")
        if people := planned(said):
            assert set(people) == {booking.asked_by, booking.provider.person}
            found.append(said)
        moment += timedelta(hours=1)

    assert found == reminded


def test_what_was_just_told_is_not_reminded_and_nothing_comes_after_the_fact():
    meeting("2031-12-10 15:00", confirmed="2031-12-09 10:00")
    assert planned("2031-12-09 11:00") == []
    assert len(planned("2031-12-10 13:30")) == 2
    assert planned("2031-12-10 15:01") == []


def test_a_moved_meeting_is_reminded_anew_and_the_old_letter_lost_its_sense():
    booking = meeting("2031-12-10 15:00")
    assert len(planned("2031-12-08 16:00")) == 2
    letter = Letter.objects.first()
    Booking.objects.update(starts_at=at("2031-12-12 15:00"), ends_at=at("2031-12-12 16:00"), schedule_rev=1)

    with time_machine.travel(at("2031-12-08 16:05"), tick=False):
        assert kinds[letter.kind].context(letter) is None
    assert len(planned("2031-12-10 16:00")) == 2
    assert booking.pk


def test_whoever_has_left_the_team_hears_nothing_more_of_its_meetings():
    booking = meeting("2031-12-10 15:00")
    former, coach = booking.asked_by, booking.provider.person
    colleague = make.member(of=booking.startup)
    assert set(planned("2031-12-08 16:00")) == {former, coach}
    letter = Letter.objects.get(person=former, kind="services.bookings.booking_reminder")
    owner = make.member(of=booking.startup, role=TeamRole.OWNER)
    Membership.objects.filter(person=former).update(ended_at=timezone.now())

    with time_machine.travel(at("2031-12-08 16:05"), tick=False):
        assert kinds[letter.kind].context(letter) is None
    assert set(planned("2031-12-10 13:30")) == {owner, coach}

    booking.participants.add(colleague)
    assert startup_side(Booking.objects.get()) == [colleague]


def test_a_missing_video_room_is_told_to_coach_and_staff():
    booking, officer = meeting("2031-12-10 15:00"), make.staff()
    Booking.objects.update(place="video", site=None)
    planned("2031-12-10 13:30")

    assert {booking.provider.person, officer} <= set(planned("2031-12-10 14:10"))

    letter = Letter.objects.filter(kind="services.bookings.video_link_missing", person=officer).get()
    with time_machine.travel(at("2031-12-10 14:11"), tick=False):
        assert kinds[letter.kind].context(letter) is not None
        Provider.objects.update(video_url="https://visio.exemple.test/salle")
        assert kinds[letter.kind].context(letter) is None
