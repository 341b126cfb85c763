"""Bookings at the desk: the list, its queues, the steps of one, the export."""

import pytest
from django.urls import reverse

from incubator.accounts.privacy.actions import erase
from incubator.demo import make
from incubator.desk import queues
from incubator.errors import Refused
from services.bookings import actions
from services.bookings.actions import Written
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from startups import baggage
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
LIST = "/admin/services/booking/"


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def step(booking, name):
    return f"{LIST}{booking.pk}/step/{name}/"


def test_a_page_of_fifty_rows_is_light_and_costs_few_queries(desk, django_assert_max_num_queries):
    first = make.booking()
    alone = len(desk.get(LIST).content)
    Booking.objects.bulk_create(_copies(first, 50))

    with nothing_written(), django_assert_max_num_queries(12):
        page = desk.get(LIST)

    assert (len(page.content) - alone) / 49 <= 450
    assert page.text.count("/change/") >= 50


def _copies(row, count):
    """Rows of other states, so that no two are at once in one place."""
    names = [
        field.attname
        for field in Booking._meta.concrete_fields
        if field.attname not in {"id", "client_token", "ics_uid"}
    ]
    values = {name: getattr(row, name) for name in names}
    return [Booking(**{**values, "state": B.BY_STARTUP}) for _ in range(count)]


def test_search_and_filters(desk):
    mine, other = make.booking(), make.booking()
    asked = {
        f"q={mine.startup.name}": True,
        f"service={mine.service_id}": True,
        f"provider={mine.provider_id}": True,
        "queue=unmarked": False,
        "state__exact=confirmed": True,
        "provider=x&site=99999999999999999999": True,
    }

    for query, is_there in asked.items():
        page = desk.get(f"{LIST}?{query}")
        assert (str(mine.pk) in page.text) == is_there, query
    assert str(other.pk) not in desk.get(f"{LIST}?service={mine.service_id}").text


def test_the_queues_count_what_their_lists_show(desk):
    unmarked = make.dated_back(make.booking())
    startup = make.startup()
    missed = [make.booking(of=startup, state=B.NO_SHOW)]
    make.dated_back(missed[0], hours=30)
    missed.append(make.booking(of=startup, state=B.NO_SHOW))
    pending = make.booking(service=make.service(needs_approval=True), state=B.PENDING)

    for key, shown in (("unmarked", unmarked), ("pending", pending)):
        queue = queues[f"services.bookings.{key}"]
        assert queue.count(None) == 1
        assert str(shown.pk) in desk.get(queue.url(None)).text
    assert queues["services.bookings.missed"].count(None) == len(missed)


def test_staff_approve_reject_call_off_and_forgive_with_their_reason(desk):
    waits = make.booking(service=make.service(needs_approval=True), state=B.PENDING)
    desk.post(step(waits, "approve"))
    waits.refresh_from_db()
    assert waits.state == B.CONFIRMED

    assert desk.post(step(waits, "call_off"), {"reason": ""}).status_code == 422
    desk.post(step(waits, "call_off"), {"reason": "Coupure"})
    waits.refresh_from_db()
    assert (waits.state, waits.reason) == (B.BY_PROGRAMME, "Coupure")

    missed = make.booking(state=B.NO_SHOW)
    desk.post(step(missed, "forgive"), {"reason": "Train en panne"})
    missed.refresh_from_db()
    assert missed.is_forgiven


def test_staff_note_who_came_once_it_has_begun(desk):
    booking = make.booking()
    assert "step/attend" not in desk.get(f"{LIST}{booking.pk}/change/").text

    make.dated_back(booking)
    desk.post(step(booking, "miss"))

    booking.refresh_from_db()
    assert booking.state == B.NO_SHOW


def test_staff_note_and_call_off_many_at_once_and_read_who_is_skipped(desk):
    desks = make.service(with_person=False, places=["on_site"])
    make.fitting(desks, make.resource())
    hours = make.free(desks, days=9)
    over, coming = (make.booking(service=desks, at=hours[n * 4]) for n in (0, 1))
    make.dated_back(over)
    chosen = {"_selected_action": [str(over.pk), str(coming.pk)], "action": "attend", "select_across": "0"}

    page = desk.post(LIST, chosen).text
    assert "n’a pas encore commencé" in page
    desk.post(LIST, {**chosen, "deed": "1"})
    assert {Booking.objects.get(pk=one.pk).state for one in (over, coming)} == {B.ATTENDED, B.CONFIRMED}

    away = {**chosen, "action": "call_off", "deed": "1"}
    desk.post(LIST, {**away, "reason": ""})
    assert Booking.objects.get(pk=coming.pk).state == B.CONFIRMED
    desk.post(LIST, {**away, "reason": "Startup partie"})
    assert Booking.objects.get(pk=coming.pk).state == B.BY_PROGRAMME


def test_staff_move_to_a_free_time_and_name_a_substitute(desk):
    booking = make.booking()
    other = make.provider(of=booking.service, at=booking.provider.sites.first())
    page = desk.get(step(booking, "substitute"))
    assert str(other) in page.text
    desk.post(step(booking, "substitute"), {"who": other.pk})
    booking.refresh_from_db()
    assert booking.provider == other

    free = make.free(booking.service, ahead=5)[0]
    assert desk.post(step(booking, "move"), {"time": "x"}).status_code == 422
    desk.post(step(booking, "move"), {"time": f"{free.starts_at.isoformat()} {free.provider_id}"})
    booking.refresh_from_db()
    assert booking.starts_at == free.starts_at


def test_the_page_of_one_shows_its_record_and_the_sheet_does_not_hold_what_is_private(desk):
    booking = make.booking(state=B.ATTENDED)
    actions.write(booking.pk, Written("Pour tous", "canari-prive", 0), by=None, share=True)

    assert "canari-prive" in desk.get(f"{LIST}{booking.pk}/change/").text
    sheet = b"".join(desk.post(f"{LIST}export/csv/").streaming_content).decode()
    assert booking.startup.name in sheet
    assert "canari-prive" not in sheet
    assert desk.post(f"{LIST}export/pdf/").status_code == 404
    assert desk.get(f"{LIST}export/csv/").status_code == 405


def test_nobody_is_erased_while_meetings_are_to_come():
    booking = make.booking()
    person = booking.asked_by

    with pytest.raises(Refused):
        erase(person)

    actions.cancel(booking.pk, by=person)
    erase(person)
    booking.refresh_from_db()
    assert (booking.asked_by, booking.goal) == (None, "")


def test_meetings_go_over_when_startups_are_merged_unless_both_meet_at_once():
    one = make.booking()
    two = make.booking(service=one.service, at=next(f for f in make.free(one.service) if f.starts_at > one.ends_at))
    carried = baggage.register["services.booking"]
    assert carried.objections(one.startup, two.startup) == []

    Booking.objects.filter(pk=two.pk).update(starts_at=one.starts_at, ends_at=one.ends_at)
    assert len(carried.objections(one.startup, two.startup)) == 1


def test_meetings_of_startups_that_left(desk):
    make.booking()
    queue = queues["services.bookings.gone"]
    assert queue.count(None) == 0
    assert desk.get(queue.url(None)).status_code == 200


def test_others_have_no_such_list(client, stranger):
    client.force_login(stranger)

    assert client.get(reverse("admin:services_booking_changelist")).status_code in {302, 404}
