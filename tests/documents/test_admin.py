import pytest

from incubator.documents.models import Document, ScanState
from tests.conftest import nothing_written
from tests.documents.conftest import pdf

LIST = "/en/admin/documents/document/"


@pytest.fixture
def desk_of_staff(client, staff):
    client.force_login(staff)
    return client


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_file_and_three(desk_of_staff, stored, django_assert_max_num_queries, rows):
    names = [stored(f"deck{n}.pdf", pdf(str(n))).name for n in range(rows)]

    with django_assert_max_num_queries(8), nothing_written():
        page = desk_of_staff.get(LIST).text

    assert all(name in page for name in names)
    assert "not scanned" in page


def test_a_page_shows_facts_and_no_form(desk_of_staff, stored):
    document = stored()

    page = desk_of_staff.get(f"{LIST}{document.pk}/change/").text

    assert document.sha256 in page
    assert f"/documents/{document.pk}/" in page
    assert 'name="_save"' not in page


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_nothing_is_added_or_deleted_here(desk_of_staff, stored, path):
    document = stored()

    assert desk_of_staff.post(LIST + path.format(pk=document.pk), {"post": "yes"}).status_code == 403
    assert Document.objects.exists()


def test_staff_answer_for_files_while_the_scanner_is_down(desk_of_staff, stored):
    waiting, done = stored("a.pdf", pdf("a")), stored("b.pdf", pdf("b"))
    Document.objects.filter(pk=waiting.pk).update(scan=ScanState.PENDING)
    chosen = {"action": "hand_out_unscanned", "_selected_action": [waiting.pk, done.pk]}

    assert desk_of_staff.post(LIST, chosen).status_code == 200
    answer = desk_of_staff.post(LIST, {**chosen, "deed": "hand_out_unscanned"}, follow=True)

    assert "b.pdf" in answer.text
    waiting.refresh_from_db()
    assert waiting.scan == ScanState.UNSCANNED
