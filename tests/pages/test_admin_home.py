from datetime import timedelta

import pytest
from django.utils import timezone

from incubator import desk
from incubator.desk import Queue
from incubator.outbox.models import Heartbeat
from tests.conftest import nothing_written


@pytest.fixture
def queues(monkeypatch):
    mine = {
        "late": Queue(
            "late", "Files that wait", lambda user, now: 3, lambda user: "/admin/late/", position=1, is_urgent=True
        ),
        "calm": Queue("calm", "Nothing to see", lambda user, now: 0, lambda user: "/admin/calm/"),
    }
    monkeypatch.setattr(desk, "queues", mine)


def test_work_stands_first_and_calm_queues_step_back(client, staff, queues):
    client.force_login(staff)

    with nothing_written():
        page = client.get("/en/admin/").text

    work, rest = page.split('class="z-idle"')
    assert "Files that wait" in work
    assert "is-urgent" in work
    assert "Nothing to see" in rest


def test_staff_are_told_when_the_background_work_stands_still(client, staff, queues):
    client.force_login(staff)
    beat = Heartbeat.objects.create(name="outbox.dispatch", every=10, at=timezone.now())
    assert "outbox.dispatch" not in client.get("/en/admin/").text

    beat.at -= timedelta(hours=1)
    beat.save()

    assert "outbox.dispatch" in client.get("/en/admin/").text


def test_the_admin_is_closed_to_founders(client, stranger):
    client.force_login(stranger)

    assert client.get("/admin/").status_code == 404


def test_the_admin_signs_in_at_the_portals_own_door(client, db):
    answer = client.get("/admin/login/?next=/admin/")

    assert answer.headers["Location"].startswith("/accounts/login/")


def test_all_queues_are_counted_together(client, staff, django_assert_max_num_queries):
    client.force_login(staff)
    client.get("/admin/")

    with django_assert_max_num_queries(12), nothing_written():
        client.get("/admin/")
