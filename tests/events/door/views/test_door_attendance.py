"""The list on paper, keyed in; attendance noted by hand; all others absent, with a look before."""

from datetime import timedelta

import pytest

from events.door.models import Attendance, CheckIn
from events.door.states import AttendanceState as A
from events.registrations.models import Registration
from incubator.accounts.models import User
from incubator.demo import make
from tests.conftest import nothing_written
from tests.events.door.conftest import all_of, begun, enter, session_of
from tests.paper.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def url(event, page):
    return f"/en/door/{event.slug}/{page}/"


def test_the_list_on_paper_has_the_names_in_their_order(desk, event):
    all_of(event, "Zineb Alami", "Élodie Marchand", "Omar Bennis")

    with nothing_written():
        words = text_of(desk.get(f"/fr/door/{event.slug}/list.pdf".replace("/fr/", "/")).content).replace("\n", " ")

    assert words.index("Élodie") < words.index("Omar") < words.index("Zineb")
    assert "Signature" in words


def test_arabic_names_are_joined_on_paper(desk, event):
    """Joined letters are other glyphs: the isolated forms of the letters must not stand in the text one by one."""
    all_of(event, "فاطمة الزهراء")

    answer = desk.get(f"/ar/door/{event.slug}/list.pdf")

    assert b"ReadexPro" in answer.content or b"Readex" in answer.content
    assert answer.status_code == 200


def crowd(event, size):
    """Many at once, as they stand after registering."""
    first, way = make.registration(of=event), make.seating(event)
    people = User.objects.bulk_create(
        [User(email=f"foule{n}@exemple.test", name=f"Foule {n:03d}") for n in range(size - 1)]
    )
    Registration.objects.bulk_create(
        [
            Registration(event=event, seating=way, person=one, state=first.state, confirmed_at=first.confirmed_at)
            for one in people
        ]
    )
    begun(event)


def test_two_hundred_are_keyed_in_with_one_post_and_few_queries(desk, event, django_assert_max_num_queries):
    crowd(event, 200)
    ticked = [str(pk) for pk in event.registrations.values_list("pk", flat=True)]
    desk.get(url(event, "keying"))

    with django_assert_max_num_queries(12):
        answer = desk.post(url(event, "keying"), {"came": ticked})

    assert answer.status_code == 302
    assert CheckIn.objects.count() == Attendance.objects.attended().count() == 200


def test_keying_before_it_begins_says_why(desk, event):
    row = make.registration(of=event)
    answer = desk.post(url(event, "keying"), {"came": str(row.pk)})

    assert (answer.status_code, "has not begun" in answer.text) == (422, True)


@pytest.mark.parametrize("page", ["attendance", "keying"])
def test_fifty_rows_are_light(desk, event, page):
    crowd(event, 50)

    assert len(desk.get(url(event, page)).content) < 45_000


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("attendance", 7), ("keying", 6), ("attendance/absent", 6)])
def test_the_pages_cost_the_same_for_one_and_three(desk, event, rows, page, queries, django_assert_num_queries):
    made = all_of(event, *(f"Nom {n}" for n in range(rows)))
    desk.get(url(event, page))

    with nothing_written(), django_assert_num_queries(queries):
        told = desk.get(url(event, page)).text

    assert all(row.who in told for row in made)


def test_staff_choose_for_each_and_save(desk, event):
    a, b, c = all_of(event, "A", "B", "C")

    desk.post(
        url(event, "attendance"), {f"s-{a.pk}": A.ATTENDED, f"s-{b.pk}": A.EXCUSED, f"s-{c.pk}": "x", "s-x": A.ABSENT}
    )

    assert dict(Attendance.objects.values_list("registration", "state")) == {a.pk: A.ATTENDED, b.pk: A.EXCUSED}


def test_all_others_are_shown_before_they_are_noted(desk, event, noon, staff):
    present, absent = all_of(event, "Salma Présente", "Omar Absent")
    enter(present)
    assert desk.post(url(event, "attendance/absent")).status_code == 422
    noon.shift(timedelta(hours=3))
    desk.logout()
    desk.force_login(staff)  # nobody stays signed in for so long

    shown = desk.get(url(event, "attendance/absent")).text
    assert "Omar Absent" in shown
    assert "Salma" not in shown
    assert "1 person noted as absent" in desk.post(url(event, "attendance/absent"), follow=True).text
    assert Attendance.objects.get(registration=absent, session=session_of(event)).state == A.ABSENT
