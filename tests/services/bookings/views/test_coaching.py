"""The day of whoever receives startups, and her startups."""

import pytest
from django.urls import reverse

from incubator.demo import make
from services.bookings import actions
from services.bookings.actions import Agreed
from services.bookings.states import BookingState as B
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
DAY, STARTUPS = reverse("services:coaching_today"), reverse("services:coaching_startups")


def lively(rows):
    """So many meetings to come, to mark, to write about, and so many promises."""
    service = make.service()
    coach = make.provider(of=service)
    for _ in range(rows):
        coming = make.booking(service=service)
        make.dated_back(make.booking(service=service), hours=3 * (rows + 1))
        came = make.booking(service=service, state=B.ATTENDED)
        make.dated_back(came, hours=48)
        actions.agree(came.pk, Agreed(f"Appeler {coming.startup}", side="provider"), by=coach.person)
        rows += 1
    return coach


@pytest.mark.parametrize("rows", [1, 3])
def test_the_day_costs_the_same_for_one_row_and_three(client, rows, django_assert_num_queries):
    coach = lively(rows)
    client.force_login(coach.person)
    client.get(DAY)

    with nothing_written(), django_assert_num_queries(8):
        page = client.get(DAY).text
    with nothing_written(), django_assert_num_queries(5):
        assert client.get(STARTUPS).status_code == 200

    assert page.count("/attend/") == rows
    assert page.count("/record/") == rows
    assert page.count("Appeler") >= rows


def test_startups_met_and_accompanied(client):
    coach = lively(1)
    beside = make.startup()
    make.companion(of=beside, who=coach.person)
    client.force_login(coach.person)

    assert beside.name in client.get(STARTUPS).text


def test_who_receives_nobody_has_no_such_pages(client, stranger):
    client.force_login(stranger)

    assert [client.get(url).status_code for url in (DAY, STARTUPS)] == [404, 404]
