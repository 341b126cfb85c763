"""My registrations and what can be answered there; the same pages behind a signed link."""

from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.urls import reverse

from events.registrations import actions, links
from events.registrations.models import CalendarFeed, Registration
from events.registrations.states import RegistrationState as R
from incubator.accounts.people.actions import deactivate
from incubator.demo import make
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
PAGES = ("detail", "accept", "take", "withdraw", "calendar")


def url(row, page="detail"):
    return reverse(f"events:registration_{page}", args=[row.pk])


def guest_url(row, page="detail"):
    return reverse(f"events:guest_{page}", args=[links.token_of(row)])


def state(row):
    row.refresh_from_db()
    return row.state


@pytest.fixture
def offered():
    """The first in line of a full event has an offer; the second waits."""
    event = make.event(capacity=1)
    holder, first, second = (make.registration(of=event) for _ in range(3))
    actions.withdraw(holder.pk, by=None)
    first.refresh_from_db()
    return first, second


def signed_in(client, row):
    client.force_login(row.person)
    client.get("/dashboard/")
    return client


@pytest.mark.parametrize("page", PAGES)
def test_what_is_mine_is_out_of_sight_for_others(client, page, stranger):
    row = make.registration()
    assert client.get(url(row, page)).status_code == 302
    client.force_login(stranger)
    assert client.get(url(row, page)).status_code == 404


@pytest.mark.parametrize("page", ["accept", "take", "withdraw"])
def test_staff_look_but_do_not_answer_for_others(client, staff, page):
    row = make.registration()
    client.force_login(staff)
    assert client.get(url(row)).status_code == 200
    assert client.post(url(row, page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_looking_changes_nothing_and_invented_links_open_nothing(client, page, offered):
    row = make.registration(guest="une@exemple.test") if page == "calendar" else offered[0]
    with nothing_written():
        assert client.get(guest_url(row, page)).status_code == 200
    before = row.state
    assert state(row) == before
    assert client.get(reverse(f"events:guest_{page}", args=["invented"])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(client, stranger, rows, django_assert_max_num_queries):
    events = [make.event() for _ in range(rows)]
    for event in events:
        make.registration(of=event, who=stranger)
        make.registration(who=stranger, state=R.WITHDRAWN)
    client.force_login(stranger)
    client.get("/dashboard/")

    with django_assert_max_num_queries(6), nothing_written():
        page = client.get(reverse("events:registration_list")).text

    assert all(event.title in page for event in events)


def test_the_list_tells_the_place_in_line_and_what_waits_for_an_answer(client, offered):
    first, second = offered
    third = make.registration(of=first.event)

    assert "2" in signed_in(client, third).get(reverse("events:registration_list")).context["waiting"][0].in_line
    assert signed_in(client, second).get(reverse("events:registration_list")).context["waiting"][0].in_line
    [card] = signed_in(client, first).get(reverse("events:registration_list")).context["offered"]
    assert card.row == first


@pytest.mark.parametrize("dates", [1, 3])
def test_the_page_costs_the_same_for_one_date_and_three(client, dates, django_assert_max_num_queries):
    row = make.registration(of=make.event(dates=dates))
    signed_in(client, row)
    with django_assert_max_num_queries(6), nothing_written():
        assert client.get(url(row)).status_code == 200


def test_the_room_and_the_link_are_told_to_those_who_are_registered_only(client):
    event = make.event(mode="online", capacity=1, online_url="https://visio.exemple.test/x")
    row, waiting = make.registration(of=event), make.registration(of=event)

    assert event.online_url in signed_in(client, row).get(url(row)).text
    assert event.online_url not in signed_in(client, waiting).get(url(waiting)).text
    assert signed_in(client, waiting).get(url(waiting, "calendar")).status_code == 404


def test_accepting_in_time_registers_and_twice_is_once(client, offered):
    first, _second = offered
    for _ in range(2):
        assert signed_in(client, first).post(url(first, "accept")).url == url(first)
    assert state(first) == R.REGISTERED


def test_accepting_too_late_says_so_and_keeps_the_old_place(client, offered):
    first, second = offered
    with time_machine.travel(first.offer_until + timedelta(seconds=1)):
        answer = client.post(guest_url(first, "accept"), follow=True)

    assert (state(first), state(second)) == (R.WAITLISTED, R.OFFERED)
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


def test_who_let_the_time_pass_goes_back_on_the_list_by_a_button(client, offered):
    first, _second = offered
    with time_machine.travel(first.offer_until + timedelta(seconds=1)):
        actions.expire_due()
        assert url(first, "accept") in signed_in(client, first).get(url(first)).text
        client.post(url(first, "accept"))
    assert state(first) == R.WAITLISTED


def test_shortly_before_a_free_place_is_taken_from_the_page(client, offered):
    first, second = offered
    with time_machine.travel(first.event.starts_at - timedelta(hours=1)):
        actions.withdraw(first.pk, by=None)
        page = client.get(guest_url(second)).text
        assert guest_url(second, "take") in page
        client.post(guest_url(second, "take"))
    assert state(second) == R.REGISTERED


def test_withdrawing_declining_and_leaving_are_one_button_each(client, offered):
    first, second = offered
    client.post(guest_url(first, "withdraw"))
    assert (state(first), state(second)) == (R.WITHDRAWN, R.OFFERED)
    assert client.get(guest_url(first, "withdraw")).status_code == 200
    assert client.post(guest_url(first, "withdraw")).status_code == 302


def test_a_withdrawal_after_the_limit_is_refused_in_words(client):
    row = make.registration()
    with time_machine.travel(row.event.starts_at + timedelta(minutes=1)):
        answer = client.post(guest_url(row, "withdraw"), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert state(row) == R.REGISTERED


def test_a_guest_confirms_with_a_button_and_not_by_looking(client):
    row = make.registration(guest="une@exemple.test", state=R.UNCONFIRMED)
    with nothing_written():
        page = client.get(guest_url(row)).text
        client.get(guest_url(row, "confirm"))
    assert guest_url(row, "confirm") in page

    for _ in range(2):
        client.post(guest_url(row, "confirm"))

    assert state(row) == R.REGISTERED


@pytest.mark.parametrize("asked", [R.PENDING, R.REJECTED, R.CANCELLED, R.LAPSED, R.WITHDRAWN, R.UNCONFIRMED])
def test_every_state_has_words(client, asked):
    row = make.registration(guest="une@exemple.test")
    Registration.objects.filter(pk=row.pk).update(state=asked)
    assert client.get(guest_url(row)).status_code == 200
    assert client.get(guest_url(row, "accept")).status_code == 200


def test_the_file_names_the_same_entry_as_the_mail(client):
    row = make.registration(of=make.event(dates=2))
    answer = client.get(guest_url(row, "calendar"))

    parsed = icalendar.Calendar.from_ical(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="registration.ics"'
    assert (parsed["METHOD"], len(parsed.walk("VEVENT"))) == ("PUBLISH", 2)
    assert all(str(one["UID"]).startswith(row.ics_uid.partition("@")[0]) for one in parsed.walk("VEVENT"))


# The private calendar -----------------------------------------------------------------------------------------------
def made_feed(client, person):
    client.force_login(person)
    return (
        client.post(reverse("events:calendar_settings"), {"deed": "make"}).context["address"].partition("/calendars")[2]
    )


def feed(client, tail):
    client.logout()
    return client.get(f"/calendars{tail}")


def test_a_private_calendar_is_kept_as_a_hash_and_tells_own_dates_only(client, stranger):
    mine = make.registration(who=stranger)
    other = make.registration(of=mine.event)
    make.registration(who=stranger, state=R.WITHDRAWN)
    tail = made_feed(client, stranger)

    answer = feed(client, tail)

    assert answer["Cache-Control"].startswith("private")
    assert [str(one["SUMMARY"]) for one in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")] == [
        mine.event.title
    ]
    assert other.person.email not in answer.text
    assert CalendarFeed.objects.get().token_hash not in tail
    assert tail.strip("/").removesuffix(".ics") not in str(CalendarFeed.objects.values())


@pytest.mark.parametrize("rows", [1, 3])
def test_a_calendar_costs_four_queries(client, stranger, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make.registration(of=make.event(dates=rows), who=stranger)
    tail = made_feed(client, stranger)
    client.logout()
    with django_assert_max_num_queries(4), nothing_written():
        assert client.get(f"/calendars{tail}").status_code == 200


def test_a_new_address_ends_the_old_one_and_the_calendar_can_be_ended(client, stranger):
    old, new = made_feed(client, stranger), made_feed(client, stranger)
    assert [feed(client, tail).status_code for tail in (old, new)] == [404, 200]

    client.force_login(stranger)
    with nothing_written():
        assert new not in client.get(reverse("events:calendar_settings")).text
    client.post(reverse("events:calendar_settings"), {"deed": "end"})

    assert feed(client, new).status_code == 404
    assert client.get(reverse("events:calendar_settings")).status_code == 302


def test_a_calendar_ends_with_the_account(client, stranger, staff):
    tail = made_feed(client, stranger)

    deactivate(stranger.pk, by=staff)

    assert feed(client, tail).status_code == 404
