"""What the code opens: the ticket for its holder, one big button for staff."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.agenda.models import Material
from events.agenda.models.materials import MaterialFor
from events.door.actions import mark
from events.door.materials import PURPOSE
from events.door.models import CheckIn
from events.door.states import AttendanceState
from events.door.tickets import address_of
from events.registrations import actions as registrations
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from incubator.documents.store import store
from tests.conftest import nothing_written
from tests.events.door.conftest import begun, coming, session_of
from tests.paper.reading import language_of, text_of
from tests.permissions.world import PDF

pytestmark = pytest.mark.django_db


def url(row, page=""):
    return f"/en/tickets/{row.ticket}/{page}"


def test_whoever_holds_the_code_sees_the_ticket_without_an_account(client, event, django_assert_num_queries):
    other, row = make.registration(of=event), coming(event, guest="visite@usine.test")
    with nothing_written(), django_assert_num_queries(4):
        answer = client.get(url(row))

    assert answer.status_code == 200
    assert all(word in answer.text for word in ("Invitée", "Atelier solaire", "Casablanca time", "<svg", "z-qr"))
    assert other.who not in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_an_invented_code_is_missing(client, event):
    for code in ("x" * 22, "abc", "-"):
        assert client.get(f"/tickets/{code}/").status_code == 404
        assert client.get(f"/tickets/{code}/ticket.pdf").status_code == 404


def test_the_code_holds_the_address_of_the_ticket(event):
    row = coming(event)

    assert address_of(row) == f"http://portail.test/tickets/{row.ticket}/"


def test_the_ticket_on_paper_names_holder_and_place_in_the_language_of_the_page(client, event):
    row = coming(event)

    answer = client.get(f"/ar/tickets/{row.ticket}/ticket.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert language_of(answer.content) == "ar"
    assert "Salma Idrissi" in text_of(answer.content).replace("\n", " ")


@pytest.mark.parametrize(
    ("state", "words"),
    [(R.WITHDRAWN, "given back"), (R.CANCELLED, "cancelled this event"), (R.WAITLISTED, "waiting list")],
)
def test_without_a_place_the_holder_reads_why_and_gets_no_code(client, event, state, words):
    if state == R.WAITLISTED:
        event = make.event(capacity=1)
        make.registration(of=event)
    row = make.registration(of=event, state=state if state == R.WITHDRAWN else R.REGISTERED)
    if state == R.CANCELLED:
        registrations.cancel_event(event.pk, by=make.staff(), reason="Grève.")

    answer = client.get(url(row))

    assert answer.status_code == 200
    assert words in answer.text
    assert "z-qr" not in answer.text
    assert client.get(url(row, "ticket.pdf")).headers["Location"] == url(row)


def test_staff_who_open_it_get_one_button_and_an_answer(client, event, staff):
    row = coming(event)
    client.force_login(staff)
    with nothing_written():
        assert "z-big" in client.get(url(row)).text

    nonce = str(uuid.uuid4())
    answers = [client.post(url(row, "check-in/"), {"nonce": nonce}) for _n in range(2)]
    again = client.post(url(row, "check-in/"), {"nonce": str(uuid.uuid4())})

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Come in" in answers[0].text
    assert (again.status_code, "Already in" in again.text) == (409, True)
    assert CheckIn.objects.count() == 1
    assert "Already in" in client.get(url(row)).text


def test_staff_force_with_a_typed_reason(client, event, staff):
    row = make.registration(of=event, state=R.WITHDRAWN)
    begun(event)
    client.force_login(staff)

    stopped = client.post(url(row, "check-in/"), {"nonce": str(uuid.uuid4())})
    forced = client.post(url(row, "check-in/"), {"nonce": str(uuid.uuid4()), "reason": "Invitée du directeur"})

    assert (stopped.status_code, forced.status_code) == (409, 200)
    assert "Let in all the same" in stopped.text
    assert CheckIn.objects.get().forced_reason == "Invitée du directeur"


def test_on_another_day_there_is_nothing_to_press(client, event, staff, noon):
    row = coming(event)
    noon.shift(timedelta(days=2))
    client.force_login(staff)

    assert "Not today" in client.get(url(row)).text
    assert client.post(url(row, "check-in/"), {"nonce": str(uuid.uuid4())}).status_code == 409
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("odd", [{}, {"nonce": "x"}, {"nonce": str(uuid.uuid4()), "reason": "x" * 300}])
def test_odd_posts_let_nobody_in(client, event, staff, odd):
    row = coming(event)
    client.force_login(staff)

    assert client.post(url(row, "check-in/"), odd).status_code == 409
    assert not CheckIn.objects.exists()


def test_only_staff_check_in(client, event, stranger):
    row = coming(event)
    assert client.post(url(row, "check-in/")).status_code == 401
    client.force_login(row.person)
    assert client.post(url(row, "check-in/"), {"nonce": str(uuid.uuid4())}).status_code == 404
    client.force_login(make.staff())
    assert client.get(url(row, "check-in/")).status_code == 405
    assert not CheckIn.objects.exists()


def material(event, audience, *, by):
    made = Material(event=event, title_fr=f"Pour {audience}", audience=audience)
    made.link = "https://exemple.test/x"
    made.save()
    upload = SimpleUploadedFile("notes.pdf", PDF + audience.encode(), content_type="application/pdf")
    made.document, made.link = store(upload, purpose=PURPOSE, about=made, by=by).pk, ""
    made.save()
    return made


def test_materials_are_for_those_they_are_for(client, event, staff, stranger):
    row = coming(event)
    files = {one: material(event, one, by=staff) for one in MaterialFor.values}

    def asked(address):
        answer = client.get(address)
        assert answer.getvalue()  # read to its end, so that the file is closed
        return answer.status_code

    def by_ticket(one):
        return asked(url(row, f"materials/{files[one].pk}/"))

    def by_account(one, person):
        client.force_login(person)
        return asked(f"/documents/{files[one].document}/")

    assert {one: by_ticket(one) for one in files} == {"public": 200, "registered": 200, "attended": 404}
    assert {one: by_account(one, row.person) for one in files} == {"public": 200, "registered": 200, "attended": 404}
    assert {one: by_account(one, stranger) for one in files} == {"public": 200, "registered": 404, "attended": 404}
    mark(session_of(event).pk, {row.pk: AttendanceState.ATTENDED}, by=staff)
    assert by_ticket("attended") == by_account("attended", row.person) == by_account("attended", staff) == 200


def test_a_file_of_another_event_is_not_reached_with_this_ticket(client, event, staff):
    row, other = coming(event), material(make.event(), MaterialFor.PUBLIC, by=staff)

    assert client.get(url(row, f"materials/{other.pk}/")).status_code == 404
