import pytest

from incubator.accounts.models import User
from incubator.journal.models import Entry
from tests.conftest import nothing_written

PAGE = "/account/"
WISHES = {"name": "Salma El Fassi", "language": "ar", "wants_announcements": "on"}


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert client.get(PAGE).url == "/accounts/login/?next=/account/"


def test_a_person_changes_name_language_and_wishes(client, person):
    client.force_login(person)

    assert client.post(PAGE, WISHES).url == PAGE
    person.refresh_from_db()
    assert (person.name, person.language) == ("Salma El Fassi", "ar")
    assert (person.wants_reminders, person.wants_announcements) == (False, True)


def test_what_changed_is_in_the_journal_without_the_values(client, person):
    client.force_login(person)
    client.post(PAGE, WISHES)

    entry = Entry.objects.get(verb="change_profile")
    assert entry.by == person
    assert set(entry.facts["fields"]) == {"name", "language", "wants_reminders", "wants_announcements"}


def test_saving_without_a_change_leaves_no_trace(client, person):
    client.force_login(person)
    client.post(PAGE, {"name": person.name, "language": "fr", "wants_reminders": "on"})

    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "\u200b"}, {"name": "x" * 121}, {"language": "de"}, {"name": "www.x.test"}]
)
def test_a_wrong_answer_stands_beside_its_field(client, person, wrong):
    client.force_login(person)
    answer = client.post(PAGE, WISHES | wrong)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(wrong)
    assert User.objects.get().name == "Salma Bennis"


@pytest.mark.parametrize(
    "name", ["سلمى بناني", "ⵙⴰⵍⵎⴰ", "Ægir Ñandú", "👩🏽‍🚀 Salma", "س" * 120, "{{7*7}} {0.__class__}"]
)
def test_names_of_every_script_are_kept_and_shown_as_they_are(client, person, name):
    client.force_login(person)
    client.post(PAGE, WISHES | {"name": name})

    assert User.objects.get().name == name
    assert name in client.get(PAGE).text


def test_a_script_in_a_name_is_only_text(client, person):
    client.force_login(person)
    client.post(PAGE, WISHES | {"name": "<script>alert(1)</script>"})

    page = client.get(PAGE).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_more_fields_give_no_rights(client, person):
    client.force_login(person)
    client.post(PAGE, WISHES | {"is_staff": "1", "is_superuser": "1", "email": "autre@exemple.ma"})

    before, after = person.email, User.objects.get()
    assert (after.is_staff, after.is_superuser, after.email) == (False, False, before)


def test_the_page_is_cheap_and_writes_nothing(client, person, django_assert_max_num_queries):
    client.force_login(person)
    client.get(PAGE)

    with nothing_written(), django_assert_max_num_queries(8):
        assert client.get(PAGE).status_code == 200


def test_saving_is_cheap(client, person, django_assert_max_num_queries):
    client.force_login(person)
    client.get(PAGE)

    with django_assert_max_num_queries(12):
        client.post(PAGE, WISHES)


def test_the_language_switch_is_kept_for_mails(client, person):
    client.force_login(person)

    assert client.post("/account/language/", {"to": "ar /ar/account/"}).url == "/ar/account/"
    person.refresh_from_db()
    assert person.language == "ar"


@pytest.mark.parametrize(
    ("language", "back"), [("de", "//evil.test"), ("", "https://evil.test/"), ("x" * 900, "javascript:1")]
)
def test_an_odd_switch_changes_nothing_and_stays_here(client, person, language, back):
    client.force_login(person)

    assert client.post("/account/language/", {"to": f"{language} {back}"}).url == PAGE
    person.refresh_from_db()
    assert person.language == "fr"


def test_the_switch_is_no_link(client, person):
    client.force_login(person)

    assert client.get("/account/language/").status_code == 405
