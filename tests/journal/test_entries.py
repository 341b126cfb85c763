from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from incubator.demo import make
from incubator.journal.models import Entry, record
from tests.conftest import nothing_written

LIST = "/admin/journal/entry/"


@pytest.fixture
def line(db, stranger, staff):
    with transaction.atomic():
        return record("rename", stranger, by=staff, note="à sa demande", before="A", after="B")


def test_a_line_says_who_did_what_to_which_thing(line, stranger, staff):
    assert (line.verb, line.by, line.title, line.note) == ("rename", staff, str(stranger), "à sa demande")
    assert line.facts == {"before": "A", "after": "B"}
    assert list(Entry.objects.about(stranger)) == [line]


@pytest.mark.parametrize("who", [None, AnonymousUser()])
def test_what_the_house_did_has_no_author(stranger, who):
    assert record("expire", stranger, by=who).by is None


@pytest.mark.django_db(transaction=True)
def test_a_line_belongs_in_the_transaction_of_its_change():
    with pytest.raises(RuntimeError):
        record("rename", make.person(), by=None)


@pytest.mark.parametrize(
    "deed",
    [lambda rows: rows.update(note="autre"), lambda rows: rows.delete(), lambda rows: rows._raw_delete("default")],
)
def test_nobody_alters_a_line(line, deed):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        deed(Entry.objects.all())

    assert Entry.objects.get().note == "à sa demande"


def test_a_line_past_its_time_may_go(line):
    with transaction.atomic():
        record("old", make.person(), by=None)
    Entry.objects.bulk_create(
        [Entry(verb="old", kind="x", key="1", title="x", at=timezone.now() - timedelta(days=37 * 31))]
    )

    assert Entry.objects.filter(verb="old", kind="x")._raw_delete("default") == 1


def test_an_author_is_erased_not_deleted(line, staff):
    with pytest.raises(ProtectedError):
        staff.delete()


def test_who_sees_which_lines(line, stranger, staff):
    assert list(Entry.objects.visible_to(staff)) == [line]
    assert list(Entry.objects.visible_to(stranger)) == []
    assert list(Entry.objects.visible_to(AnonymousUser())) == []


def test_staff_read_a_line(client, staff, line):
    client.force_login(staff)
    page = client.get(f"{LIST}{line.pk}/change/").text

    assert "à sa demande" in page
    assert "&quot;before&quot;: &quot;A&quot;" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_line_and_three(client, staff, rows, django_assert_max_num_queries):
    for _ in range(rows):
        record("rename", make.person(), by=make.staff())
    client.force_login(staff)
    client.get(LIST)

    with nothing_written(), django_assert_max_num_queries(8):
        assert client.get(LIST).text.count("rename") >= rows


@pytest.mark.parametrize(
    "query",
    ["?kind=accounts.user", "?kind=x", "?q=rename", "?q=%27", "?kind=%25", "?at__gte=x", "?by__password=x", "?p=x"],
)
def test_the_list_is_searched_and_odd_questions_break_nothing(client, staff, line, query):
    client.force_login(staff)

    assert client.get(LIST + query).status_code in {200, 302, 400}


@pytest.mark.parametrize("who", ["staff", "admin_person"])
def test_nobody_writes_by_hand(client, request, who, line):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{line.pk}/change/", {"note": "autre"}).status_code == 403
    assert client.post(f"{LIST}{line.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_script_in_a_note_is_only_text(client, staff):
    record("rename", make.person(), by=staff, note="<script>alert(1)</script>", name="<img onerror=x>")
    client.force_login(staff)
    pages = client.get(LIST).text + client.get(f"{LIST}{Entry.objects.get().pk}/change/").text

    assert "<script>alert" not in pages
    assert "<img onerror" not in pages
