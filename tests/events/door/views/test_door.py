"""The door on a phone: names, counts, one button a person, undo."""

import uuid
from datetime import timedelta

import pytest

from events.door import queries
from events.door.models import CheckIn
from events.door.states import Gate
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from tests.conftest import nothing_written
from tests.events.door.conftest import all_of, begun, coming, enter, session_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def url(event, page=""):
    return f"/en/door/{event.slug}/{page}"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(desk, event, rows, django_assert_num_queries):
    made = [make.registration(of=event, who=make.person(name=f"Nom {n}")) for n in range(rows)]
    begun(event)
    for row in made:
        enter(row)
    desk.get(url(event))

    with nothing_written(), django_assert_num_queries(8):
        page = desk.get(url(event)).text

    assert all(row.who in page for row in made)
    assert f"<b>{rows}</b> / {rows}" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_the_days_costs_the_same_and_shows_today_first(desk, event, rows, django_assert_num_queries):
    begun(event)
    for n in range(rows):
        make.event(title=f"Plus tard {n}")
    desk.get("/en/door/")

    with nothing_written(), django_assert_num_queries(3):
        page = desk.get("/en/door/").text

    assert page.index("Atelier solaire") < page.index("Plus tard 0")


def test_who_is_pressed_comes_in_once(desk, event):
    row, nonce = coming(event), str(uuid.uuid4())
    posted = {"registration": str(row.pk), "session": session_of(event).pk, "nonce": nonce}

    for _n in range(2):
        answer = desk.post(url(event, "enter/"), posted, follow=True)

    assert "Salma Idrissi: Come in" in answer.text
    assert CheckIn.objects.get().gate == Gate.NAME


def test_two_people_of_one_page_are_two(desk, event):
    rows, nonce = [make.registration(of=event) for _n in range(2)], str(uuid.uuid4())
    begun(event)

    for row in rows:
        desk.post(url(event, "enter/"), {"registration": str(row.pk), "nonce": nonce})

    assert CheckIn.objects.valid().count() == 2


def test_who_takes_part_online_comes_in_online(desk, noon, db):
    event = make.event(mode="online")
    row = coming(event)

    desk.post(url(event, "enter/"), {"registration": str(row.pk)})

    assert CheckIn.objects.get().gate == Gate.ONLINE


def test_a_check_in_is_undone_with_a_reason(desk, event):
    done = enter(coming(event)).check_in
    posted = {"check_in": done.pk, "session": done.session_id}

    assert "Say why" in desk.post(url(event, "undo/"), posted, follow=True).text
    desk.post(url(event, "undo/"), {**posted, "reason": "Mauvaise personne"})

    done.refresh_from_db()
    assert done.undone_reason == "Mauvaise personne"


def test_names_are_searched_and_others_are_not_shown(desk, event):
    make.registration(of=event, who=make.person(name="Partie Élodie"), state=R.WITHDRAWN)
    all_of(event, "Élodie Çağlar", "Omar Bennis")

    page = desk.get(url(event), {"q": "elodie"}).text

    assert "Élodie Çağlar" in page
    assert "Omar Bennis" not in page
    assert "Partie" not in page
    assert "Nobody of this name" in desk.get(url(event), {"q": "personne"}).text


def test_a_long_list_is_cut_and_says_so(desk, event, monkeypatch):
    monkeypatch.setattr(queries, "MOST_ROWS", 3)
    all_of(event, "Personne 1", "Personne 2", "Personne 3", "Personne 4")

    page = desk.get(url(event)).text

    assert page.count('name="registration"') == 3
    assert "The first 3 are shown" in page


@pytest.mark.parametrize("posted", [{}, {"registration": "x"}, {"registration": str(uuid.uuid4())}, {"session": "0"}])
def test_odd_posts_are_missing(desk, event, posted):
    begun(event)

    assert desk.post(url(event, "enter/"), posted).status_code == 404
    assert desk.post(url(event, "undo/"), {**posted, "check_in": "9" * 30}).status_code == 404


def test_each_date_has_its_own_door(desk, noon, db):
    event = make.event(dates=2)
    row = coming(event)
    first, second = event.sessions.all()

    desk.post(url(event, "enter/"), {"registration": str(row.pk), "session": first.pk})

    assert "<b>1</b> / 1" in desk.get(url(event), {"session": first.pk}).text
    assert "<b>0</b> / 1" in desk.get(url(event), {"session": second.pk}).text


def test_the_door_is_for_staff(client, event, stranger):
    pages = ("", "enter/", "undo/", "scan/", "scans/", "list.pdf", "keying/", "attendance/", "attendance/absent/")
    for page in pages:
        assert client.get(url(event, page)).status_code in {302, 401}
    client.force_login(stranger)
    for page in pages:
        assert client.get(url(event, page)).status_code in {404, 405}
        assert client.post(url(event, page)).status_code in {404, 405}


def test_deeds_are_posted(desk, event):
    for page in ("enter/", "undo/", "scans/"):
        assert desk.get(url(event, page)).status_code == 405


def test_sessions_without_attendance_are_a_queue(client, event, noon, staff):
    coming(event)
    noon.shift(timedelta(hours=4))
    client.force_login(staff)

    assert "Atelier solaire" in client.get("/en/door/?unmarked=1").text
