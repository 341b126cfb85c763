"""Confirming, reading, cancelling a meeting: behind the account and behind the link of a mail."""

import uuid
from datetime import timedelta

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.documents.models import Document
from incubator.prepared import prepared
from services.bookings import actions, links, mine
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.calendar.models import Provider
from services.ledger.models import Entry
from startups.states import TeamRole
from tests.conftest import nothing_written
from tests.permissions.world import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(client):
    booking = make.booking(state=B.HELD)
    client.force_login(booking.asked_by)
    return booking


@pytest.fixture
def standing(client):
    booking = make.booking()
    client.force_login(booking.asked_by)
    return booking


def page(booking, name="detail"):
    return reverse(f"services:booking_{name}", args=[booking.pk])


def typed(booking, **more):
    return {"goal": "Fixer le prix.", "participants": [booking.asked_by.uid], "place": "on_site", **more}


def test_confirming_makes_the_meeting_stand(client, held):
    colleague = make.member(of=held.startup, role=TeamRole.READER)
    with nothing_written():
        assert "Gardé pour vous" in client.get(page(held, "confirm")).text

    answer = client.post(page(held, "confirm"), typed(held, participants=[held.asked_by.uid, colleague.uid]))

    assert answer.headers["Location"] == page(held)
    held.refresh_from_db()
    assert (held.state, held.goal) == (B.CONFIRMED, "Fixer le prix.")
    assert set(held.participants.all()) == {held.asked_by, colleague}
    assert client.get(page(held, "confirm")).status_code == 302
    assert client.post(page(held, "confirm"), typed(held)).status_code == 302
    assert Entry.objects.filter(verb="hold").count() == 1


def test_by_video_when_whoever_receives_does_both(client, held):
    client.post(page(held, "confirm"), typed(held, place="video"))

    held.refresh_from_db()
    assert (held.place, held.site) == ("video", None)


def test_on_site_only_when_the_hours_say_so(client, held):
    held.provider.hours.update(by_video=False)

    assert 'value="video"' not in client.get(page(held, "confirm")).text
    client.post(page(held, "confirm"), typed(held, place="video"))

    held.refresh_from_db()
    assert held.place == "on_site"


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(client, held):
    stranger = make.person()

    answer = client.post(page(held, "confirm"), typed(held, goal="Mon but", participants=[stranger.uid]))
    assert answer.status_code == 422
    assert "Mon but" in answer.text

    assert client.post(page(held, "confirm"), typed(held, goal="", participants=["x"], slot="x")).status_code == 422
    held.refresh_from_db()
    assert held.state == B.HELD


def test_files_come_along_and_a_bad_one_is_told(client, held):
    deck = SimpleUploadedFile("deck.pdf", PDF, content_type="application/pdf")
    bad = SimpleUploadedFile("virus.exe", b"MZ", content_type="application/pdf")

    answer = client.post(page(held, "confirm"), typed(held, uploads=[deck, bad]))
    assert answer.status_code == 422
    assert "Fixer le prix." in answer.text
    assert "deck.pdf" in answer.text

    client.post(page(held, "confirm"), typed(held))
    document = Document.objects.about(held).get()
    who = ((held.asked_by, 200), (held.provider.person, 200), (make.staff(), 200), (make.person(), 404))
    for person, status in who:
        client.force_login(person)
        answer = client.get(document.get_absolute_url())
        assert not answer.streaming or answer.getvalue()
        assert answer.status_code == status


def test_when_the_ten_minutes_are_over_the_text_stays_and_other_times_are_offered(client, held):
    store = SimpleUploadedFile("deck.pdf", PDF, content_type="application/pdf")
    Booking.objects.update(held_until=timezone.now() - timedelta(minutes=1))
    actions.expire_due()
    make.booking(service=held.service, at=next(f for f in make.free(held.service) if f.starts_at == held.starts_at))

    answer = client.post(page(held, "confirm"), typed(held, uploads=[store]))

    assert answer.status_code == 422
    assert 'value="Fixer le prix."' in answer.text
    others = answer.text.split('id="others"')[1].split("</fieldset>")[0]
    assert others.count('name="slot"') == 3
    slot = others.split('value="')[1].split('"')[0]

    answer = client.post(page(held, "confirm"), typed(held, slot=slot, client_token=uuid.uuid4()))

    made = Booking.objects.get(startup=held.startup, state=B.CONFIRMED)
    assert answer.headers["Location"] == page(made)
    assert made.starts_at > held.starts_at
    assert made.goal == "Fixer le prix."
    assert Document.objects.about(made).count() == 1


def test_too_few_credits_are_told_and_the_time_stays_kept(client, held):
    held.price = 99
    held.save(update_fields=["price"])

    answer = client.post(page(held, "confirm"), typed(held))

    assert answer.status_code == 422
    assert "Solde" in answer.text
    held.refresh_from_db()
    assert held.state == B.HELD


def test_the_same_service_in_one_week_is_a_warning(client, standing):
    free = next(one for one in make.free(standing.service) if one.starts_at > standing.ends_at)
    again = make.booking(state=B.HELD, of=standing.startup, by=standing.asked_by, service=standing.service, at=free)

    assert "la même semaine" in client.get(page(again, "confirm")).text


@pytest.mark.parametrize(
    ("days", "forgiven", "waits"),
    [((3, 50), (), True), ((3, 61), (), False), ((3, 50), (1,), False), ((3,), (), False)],
)
def test_after_two_absences_in_sixty_days_the_next_meeting_is_approved_by_staff(client, days, forgiven, waits):
    startup, service = make.startup(), make.service()
    for n, ago in enumerate(days):
        missed = make.booking(of=startup, service=service, state=B.NO_SHOW)
        make.dated_back(missed, hours=24 * ago)
        if n in forgiven:
            actions.forgive(missed.pk, by=make.staff(), reason="Grève des trains")

    held = make.booking(of=startup, service=service, state=B.HELD)
    client.force_login(held.asked_by)
    assert ("n’est venu à deux de ses derniers rendez-vous" in client.get(page(held, "confirm")).text) == waits
    client.post(page(held, "confirm"), typed(held))
    held.refresh_from_db()
    assert held.state == (B.PENDING if waits else B.CONFIRMED)


def test_only_whoever_chose_finishes(client, held):
    client.force_login(make.member(of=held.startup))
    assert client.get(page(held, "confirm")).status_code == 404
    client.force_login(make.staff())
    assert client.get(page(held, "confirm")).status_code == 403


def test_who_sees_a_meeting(client, standing):
    for person, status in (
        (standing.asked_by, 200),
        (make.member(of=standing.startup, role=TeamRole.READER), 200),
        (standing.provider.person, 200),
        (make.staff(), 200),
        (make.person(), 404),
    ):
        client.force_login(person)
        with nothing_written():
            assert client.get(page(standing)).status_code == status


def test_a_reader_sees_no_buttons_and_may_not_cancel(client, standing):
    client.force_login(make.member(of=standing.startup, role=TeamRole.READER))

    assert page(standing, "cancel") not in client.get(page(standing)).text
    assert client.post(page(standing, "cancel")).status_code == 403
    assert client.post(page(standing, "file")).status_code == 403


def test_the_page_costs_little(client, standing, django_assert_max_num_queries):
    client.get("/dashboard/")

    with django_assert_max_num_queries(8):
        client.get(page(standing))


def test_cancelling_in_time_says_that_it_costs_nothing(client, standing):
    Booking.objects.update(starts_at=timezone.now() + timedelta(days=3), ends_at=timezone.now() + timedelta(days=3.1))
    with nothing_written():
        assert "Sans frais" in client.get(page(standing, "cancel")).text

    client.post(page(standing, "cancel"), {"reason": "Grippe"})

    standing.refresh_from_db()
    assert (standing.state, standing.reason) == (B.BY_STARTUP, "Grippe")
    assert Entry.objects.filter(verb="release").count() == 1


def test_cancelling_late_says_what_it_costs(client, standing):
    Booking.objects.update(starts_at=timezone.now() + timedelta(hours=5))
    assert "Il est tard" in client.get(page(standing, "cancel")).text

    client.post(page(standing, "cancel"))

    standing.refresh_from_db()
    assert standing.state == B.LATE
    assert not Entry.objects.filter(verb="release").exists()


def test_whoever_receives_says_why_and_the_credits_come_back(client, standing):
    client.force_login(standing.provider.person)
    assert client.post(page(standing, "cancel"), {"reason": ""}).status_code == 422

    client.post(page(standing, "cancel"), {"reason": "Malade"})

    standing.refresh_from_db()
    assert standing.state == B.BY_PROGRAMME


def test_a_file_is_added_later(client, standing):
    deck = SimpleUploadedFile("deck.pdf", PDF, content_type="application/pdf")

    assert client.get(page(standing, "file")).status_code == 405
    assert client.post(page(standing, "file"), {"uploads": deck}).status_code == 302
    assert "deck.pdf" in client.get(page(standing)).text
    assert client.post(page(standing, "file"), {}).status_code == 422


def test_whoever_put_a_file_there_takes_it_out_until_the_meeting_begins(client, standing):
    def put(name):
        upload = SimpleUploadedFile(name, PDF + name.encode(), content_type="application/pdf")
        client.post(page(standing, "file"), {"uploads": upload})
        file = Document.objects.get(name=name)
        return reverse("services:booking_file_remove", args=[standing.pk, file.pk])

    first, second = put("un.pdf"), put("deux.pdf")
    assert first in client.get(page(standing)).text
    assert client.get(first).status_code == 405

    client.post(first)
    client.post(first)
    assert "un.pdf" not in client.get(page(standing)).text

    client.force_login(make.member(of=standing.startup, role=TeamRole.EDITOR))
    assert second not in client.get(page(standing)).text
    client.post(second)
    client.force_login(standing.asked_by)
    make.dated_back(standing)
    assert second not in client.get(page(standing)).text
    assert client.post(second).status_code == 403
    assert Document.objects.about(standing).get().name == "deux.pdf"


def test_the_entry_can_be_downloaded_while_the_meeting_stands(client, standing):
    answer = client.get(page(standing, "calendar"))
    [entry] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(entry["UID"]) == standing.ics_uid

    actions.cancel(standing.pk, by=standing.asked_by)
    assert client.get(page(standing, "calendar")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_my_services_cost_the_same_for_one_meeting_and_three(client, rows, django_assert_max_num_queries):
    first = make.booking()
    for n in range(rows - 1):
        other = make_service()
        make.booking(of=first.startup, by=first.asked_by, service=other, at=make.free(other)[n * 3 + 3])
    client.force_login(first.asked_by)
    client.get("/dashboard/")

    with django_assert_max_num_queries(6), nothing_written():
        answer = client.get("/bookings/").text

    assert answer.count('class="z-book"') == rows


def make_service():
    made = make.service()
    make.provider(of=made)
    return made


def test_my_services_say_what_is_left_and_what_is_due(client):
    done = make.booking(state=B.ATTENDED)
    done.actions.create(startup=done.startup, text="Envoyer le devis")
    client.force_login(done.asked_by)

    said = client.get("/bookings/").text

    for word in ("9 crédits", "Donner votre avis", "Envoyer le devis", "Passés ou annulés"):
        assert word in said


def test_a_meeting_that_is_over_is_not_called_confirmed(client):
    over = make.booking()
    client.force_login(over.asked_by)
    assert "présence à noter" not in client.get("/bookings/").text

    make.dated_back(over)

    assert "présence à noter" in client.get("/bookings/").text


def test_my_past_meetings_are_turned_page_by_page(client, monkeypatch):
    first = make.booking(state=B.BY_STARTUP)
    for _n in range(4):
        other = make_service()
        make.booking(of=first.startup, by=first.asked_by, service=other, state=B.BY_STARTUP)
    monkeypatch.setattr(mine, "PAST_ON_A_PAGE", 2)
    monkeypatch.setattr(mine, "_latest", prepared(mine._latest.draw))
    client.force_login(first.asked_by)

    pages = [client.get(f"/bookings/?page={n}").context["page"] for n in (1, 2, 3, "x")]

    assert [len(one.object_list) for one in pages] == [2, 2, 1, 2]
    assert [one.paginator.count for one in pages] == [5, 5, 5, 5]
    assert len({row.pk for one in pages[:3] for row in one.object_list}) == 5


# Behind the link of a mail


def link(booking, person=None, name=""):
    token = links.token_of(booking, person or booking.asked_by)
    return reverse(f"services:booking_link{name}", args=[token])


def test_a_link_shows_and_cancels_without_signing_in_and_looking_changes_nothing(client):
    booking = make.booking()
    for name in ("", "_move", "_cancel", "_calendar"):
        with nothing_written():
            assert client.get(link(booking, name=name)).status_code == 200

    assert client.post(link(booking, name="_cancel")).headers["Location"] == link(booking)

    booking.refresh_from_db()
    assert booking.state == B.BY_STARTUP
    assert client.get(link(booking)).status_code == 200
    assert client.get(link(booking, name="_cancel")).status_code == 404


def test_a_link_moves(client):
    booking = make.booking()
    free = make.free(booking.service, ahead=6)[0]
    slot = f"{free.starts_at:%Y%m%dT%H%M}-{Provider.objects.get().key.hex}"

    assert client.post(link(booking, name="_move"), {"slot": slot}).status_code == 302

    booking.refresh_from_db()
    assert booking.starts_at == free.starts_at


@pytest.mark.parametrize("token", ["invented", "a.b", "é", "0" * 300])
def test_an_invented_link_opens_nothing(client, token):
    for name in ("", "_move", "_cancel", "_calendar"):
        assert client.get(reverse(f"services:booking_link{name}", args=[token])).status_code == 404


def test_a_link_ends_with_the_team_and_a_week_after_the_meeting(client):
    booking = make.booking()
    person = make.member(of=booking.startup, role=TeamRole.READER)
    assert client.get(link(booking, person)).status_code == 404
    booking.participants.add(person)
    assert client.get(link(booking, person)).status_code == 200
    assert client.post(link(booking, person, "_cancel")).status_code == 404

    booking.startup.memberships.filter(person=person).update(ended_at=timezone.now())
    assert client.get(link(booking, person)).status_code == 404

    long_ago = timezone.now() - timedelta(days=8)
    Booking.objects.update(starts_at=long_ago - timedelta(hours=1), ends_at=long_ago)
    assert client.get(link(booking)).status_code == 404
