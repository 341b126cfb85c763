"""Scans of a device: by a plain form, or in batches of a script; none lost, none doubled."""

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from events.door.models import CheckIn
from events.registrations.states import RegistrationState as R
from incubator import policy
from incubator.demo import make
from tests.conftest import nothing_written
from tests.events.door.conftest import all_of, begun, coming, session_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def send(desk, event, *scans, session=None, **more):
    told = {"session": session or session_of(event).pk, "device": "Téléphone", "scans": scans, **more}
    return desk.post(f"/en/door/{event.slug}/scans/", json.dumps(told), content_type="application/json")


def scan(row, **more):
    told = {"nonce": str(uuid.uuid4()), "code": row.ticket, "at": timezone.now().isoformat()}
    return {**told, **more}


def test_a_batch_is_answered_scan_by_scan(desk, event):
    rows = all_of(event, "Salma Idrissi", "Omar Bennis")
    scans = [*(scan(row) for row in rows), scan(rows[0]), scan(rows[0], code="inconnu")]

    answers = send(desk, event, *scans).json()["answers"]

    assert [answer["outcome"] for answer in answers] == ["in", "in", "already", "unknown"]
    assert [answer["nonce"] for answer in answers] == [one["nonce"] for one in scans]
    assert answers[0]["who"] == "Salma Idrissi"
    assert CheckIn.objects.count() == 2
    assert CheckIn.objects.first().device == "Téléphone"


def test_a_batch_sent_twice_changes_nothing_and_says_the_same(desk, event):
    one = scan(coming(event))

    first, again = (send(desk, event, one).json() for _n in range(2))

    assert first == again
    assert CheckIn.objects.count() == 1


def test_scans_keep_the_hour_of_the_device(desk, event, noon):
    one = scan(coming(event))
    noon.shift(timedelta(hours=15))

    assert send(desk, event, one).json()["answers"][0]["outcome"] == "in"
    assert CheckIn.objects.get().at.isoformat() == one["at"]


@pytest.mark.parametrize(
    "at",
    ["", None, 12, "yesterday", "2026-12-08", "2026-12-08T11:00:00", "9999-99-99T00:00:00Z", "0001-01-01T00:00:00Z"],
)
def test_a_clock_that_cannot_be_read_is_now(desk, event, at):
    assert send(desk, event, scan(coming(event), at=at)).json()["answers"][0]["outcome"] == "in"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"scans": 1}',
        '{"session": 1, "scans": []}',
        '{"session": "x", "scans": [{}]}',
        '{"scans": [',
        "\x00",
    ],
)
def test_odd_batches_are_refused(desk, event, body):
    begun(event)
    answer = desk.post(f"/en/door/{event.slug}/scans/", body, content_type="application/json")

    assert answer.status_code == 400


def test_odd_scans_are_refused_and_long_batches_too(desk, event):
    row = coming(event)

    for odd in ("x", {}, {"nonce": "1"}, {"nonce": ["x"]}, None):
        assert send(desk, event, odd).status_code == 400
    assert send(desk, event, *(scan(row) for _n in range(26))).status_code == 400
    assert desk.post(f"/en/door/{event.slug}/scans/", {"scans": "x"}).status_code == 400
    assert not CheckIn.objects.exists()


def test_the_session_of_another_event_is_refused(desk, event):
    row, other = coming(event), make.event()

    assert send(desk, event, scan(row), session=other.sessions.get().pk).status_code == 400


def test_the_form_works_without_a_script(desk, event):
    row, nonce = coming(event), str(uuid.uuid4())
    address = f"/en/door/{event.slug}/scan/"
    with nothing_written():
        assert "data-scan" in desk.get(address).text

    answers = [
        desk.post(address, {"code": code, "nonce": nonce}) for code in (row.ticket, f"http://x/tickets/{row.ticket}/")
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Come in" in answers[0].text
    assert CheckIn.objects.count() == 1


def test_a_typed_code_that_is_none_says_so_beside_the_field_or_in_the_answer(desk, event):
    coming(event)
    address = f"/en/door/{event.slug}/scan/"

    assert desk.post(address, {"code": "", "nonce": str(uuid.uuid4())}).status_code == 422
    unknown = desk.post(address, {"code": "n'importe quoi", "nonce": str(uuid.uuid4())})
    assert (unknown.status_code, "Unknown ticket" in unknown.text) == (409, True)


def test_who_has_no_place_is_let_in_with_a_reason_on_the_same_page(desk, event):
    row = make.registration(of=event, state=R.WITHDRAWN)
    begun(event)
    address = f"/en/door/{event.slug}/scan/"

    stopped = desk.post(address, {"code": row.ticket, "nonce": str(uuid.uuid4())})
    assert f'value="{row.ticket}"' in stopped.text
    forced = desk.post(address, {"code": row.ticket, "nonce": str(uuid.uuid4()), "reason": "Invitée"})

    assert (stopped.status_code, forced.status_code) == (409, 200)


def test_the_camera_is_allowed_on_this_page_only(desk, event):
    begun(event)

    def allowed(page):
        return "camera=(self)" in desk.get(f"/en/door/{event.slug}/{page}").headers["Permissions-Policy"]

    assert allowed("scan/")
    assert not allowed("")
    assert "camera=()" in desk.get("/en/").headers["Permissions-Policy"]
    assert policy.PERMISSIONS["camera"] == []
