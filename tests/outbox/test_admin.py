"""The outbox in the admin."""

import pytest
from django.utils import timezone

from incubator import desk
from incubator.demo import make
from incubator.outbox.addresses import fingerprint
from incubator.outbox.models import Letter, Pause, Suppression
from incubator.outbox.states import LetterState as S
from tests.conftest import nothing_written

LIST = "/en/admin/outbox/letter/"


@pytest.fixture
def desk_of_staff(client, staff):
    client.force_login(staff)
    return client


def page_of(letter):
    return f"{LIST}{letter.pk}/change/"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_letter_and_three(desk_of_staff, letter, django_assert_max_num_queries, rows):
    readers = [letter(to=make.person()).recipient for _ in range(rows)]

    with django_assert_max_num_queries(8), nothing_written():
        page = desk_of_staff.get(LIST).text

    assert all(reader in page for reader in readers)
    assert "A note" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=salma@exemple.test", 1),
        ("?q=GUEST", 1),
        ("?q=trial.note", 1),
        ("?kind=trial.reminder", 1),
        ("?state__exact=planned", 2),
        ("?state__in=draft,held", 0),
        ("?category__exact=reminder", 1),
        ("?kind=' OR 1=1", 0),
    ],
)
def test_staff_find_a_letter(desk_of_staff, letter, query, found):
    letter(to=make.person(email="salma@exemple.test"))
    letter("trial.reminder", to="guest@exemple.test")

    page = desk_of_staff.get(LIST + query)

    assert page.status_code == 200
    assert len(page.context["cl"].result_list) == found


def test_a_page_shows_what_the_reader_would_get(desk_of_staff, letter):
    note = letter(to=make.person(language="en", name="Salma"), params={"told": "received <b>"})

    with nothing_written():
        page = desk_of_staff.get(page_of(note)).text

    assert "Status: received &lt;b&gt;" in page
    assert "Hello Salma," in page
    assert "Hold" in page
    assert 'name="body_override"' not in page


def test_a_key_is_shown_to_nobody(desk_of_staff, letter):
    page = desk_of_staff.get(page_of(letter("trial.secret", params={"told": "k3y"}))).text

    assert "k3y" not in page
    assert "personal key" in page


def test_a_draft_is_edited(desk_of_staff, letter):
    note = letter(is_draft=True)
    assert 'name="body_override"' in desk_of_staff.get(page_of(note)).text

    desk_of_staff.post(page_of(note), {"subject_override": "Other\u202e words", "body_override": "One.\r\n\r\nTwo."})

    note.refresh_from_db()
    assert (note.subject_override, note.body_override, note.state) == ("Other words", "One.\n\nTwo.", S.DRAFT)


def test_a_sent_letter_is_not(desk_of_staff, letter):
    note = letter(state=S.SENT, lifted={"sent_at": timezone.now()})

    answer = desk_of_staff.post(page_of(note), {"subject_override": "x", "body_override": "y", "state": "planned"})

    note.refresh_from_db()
    assert answer.status_code == 403
    assert (note.subject_override, note.state) == ("", S.SENT)


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        (S.DRAFT, "release", S.PLANNED),
        (S.PLANNED, "hold", S.HELD),
        (S.PLANNED, "stop", S.CANCELLED),
        (S.FAILED, "retry", S.PLANNED),
        (S.UNCERTAIN, "settle", S.SENT),
        (S.SENDING, "stop", S.SENDING),
    ],
)
def test_one_button_is_one_deed(desk_of_staff, letter, before, verb, after):
    note = letter(state=before)

    answer = desk_of_staff.post(f"{LIST}{note.pk}/do/{verb}/", follow=True)

    note.refresh_from_db()
    assert answer.status_code == 200
    assert note.state == after


def test_buttons_are_those_the_state_allows(desk_of_staff, letter):
    page = desk_of_staff.get(page_of(letter(state=S.UNCERTAIN))).text

    assert "/do/settle/" in page
    assert "/do/retry/" in page
    assert "/do/hold/" not in page


@pytest.mark.parametrize("path", ["1/do/explode/", "do/explode/", "99999/do/stop/"])
def test_unknown_deeds_are_missing(desk_of_staff, letter, path):
    letter()
    assert desk_of_staff.post(LIST + path).status_code == 404


def test_a_deed_rejects_get_and_strangers(client, desk_of_staff, letter, stranger):
    note = letter()
    assert desk_of_staff.get(f"{LIST}{note.pk}/do/stop/").status_code == 405

    client.force_login(stranger)
    client.post(f"{LIST}{note.pk}/do/stop/")
    client.post(f"{LIST}do/pause/")

    note.refresh_from_db()
    assert note.state == S.PLANNED
    assert not Pause.objects.exists()


def test_many_letters_at_once_say_who_is_skipped(desk_of_staff, letter):
    going, gone = letter(), letter(state=S.SENT, lifted={"sent_at": timezone.now()})
    chosen = {"action": "hold_letters", "_selected_action": [going.pk, gone.pk]}

    preview = desk_of_staff.post(LIST, chosen)
    assert preview.status_code == 200
    desk_of_staff.post(LIST, {**chosen, "deed": "hold_letters"})

    going.refresh_from_db()
    gone.refresh_from_db()
    assert (going.state, gone.state) == (S.HELD, S.SENT)


def test_staff_pause_all_mail_and_see_it(desk_of_staff):
    page = desk_of_staff.post(f"{LIST}do/pause/", follow=True).text
    assert "Mail is paused." in page

    page = desk_of_staff.post(f"{LIST}do/resume/", follow=True).text
    assert "Mail is paused." not in page


def test_staff_ask_for_a_test_message(desk_of_staff, staff):
    desk_of_staff.post(f"{LIST}do/test/")

    assert Letter.objects.get().person == staff


def test_the_admins_home_counts_what_waits(db, letter, staff):
    letter(state=S.FAILED)
    letter(state=S.UNCERTAIN)
    letter(is_draft=True)
    letter(state=S.HELD)
    Pause.objects.create(why="x")

    ours = {key: queue.count(staff) for key, queue in desk.queues.items() if key.startswith("outbox.")}

    assert ours == {"outbox.paused": 1, "outbox.uncertain": 1, "outbox.failed": 1, "outbox.drafts": 2}
    assert desk.queues["outbox.drafts"].url(staff).endswith("?state__in=draft,held")


def test_a_suppressed_address_is_found_by_typing_it_and_lifted(desk_of_staff):
    Suppression.objects.create(address_hash=fingerprint("dead@exemple.test"), why="550 no such user")
    row = Suppression.objects.create(address_hash=fingerprint("other@exemple.test"), why="552 other")
    address = "/en/admin/outbox/suppression/"

    page = desk_of_staff.get(f"{address}?q=Dead@exemple.test").text
    assert "550 no such user" in page
    assert "552 other" not in page
    assert "552 other" in desk_of_staff.get(address).text

    desk_of_staff.post(address, {"action": "lift", "_selected_action": [row.pk], "deed": "lift"})
    assert Suppression.objects.count() == 1
