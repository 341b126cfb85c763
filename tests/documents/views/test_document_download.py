import uuid

import pytest

from incubator.demo import make
from incubator.documents import vault
from incubator.documents.models import Document, ScanState
from incubator.journal.models import Entry
from tests.documents.conftest import pdf

CONTENT = pdf("the deck")


@pytest.fixture
def document(stored):
    return stored("Présentation “finale”.pdf", CONTENT)


@pytest.fixture
def client(client):
    """Reads every answer to its end, so that no file stays open."""
    ask = client.request

    def request(**asked):
        answer = ask(**asked)
        answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        for close in answer._resource_closers:
            close()
        return answer

    client.request = request
    return client


@pytest.fixture
def reader(client, stranger, document):
    client.force_login(stranger)
    return client


def test_a_file_is_saved_never_shown(reader, document):
    answer = reader.get(f"/documents/{document.pk}/")

    assert answer.status_code == 200
    assert answer.body == CONTENT
    assert answer["Content-Type"] == "application/pdf"
    assert (
        answer["Content-Disposition"] == "attachment; filename*=utf-8''Pr%C3%A9sentation%20%E2%80%9Cfinale%E2%80%9D.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Content-Length"] == str(len(CONTENT))
    assert document.get_absolute_url().endswith(f"/documents/{document.pk}/")


def test_reading_is_the_one_thing_that_is_written(reader, document, stranger):
    reader.get(f"/documents/{document.pk}/")
    reader.head(f"/documents/{document.pk}/")
    reader.get(f"/documents/{document.pk}/", headers={"Range": "bytes=10-20"})

    entry = Entry.objects.about(document).get()
    assert (entry.verb, entry.by) == ("read", stranger)


def test_a_stranger_learns_nothing(client, document):
    client.force_login(make.person())

    unknown = client.get(f"/documents/{uuid.uuid4()}/")
    not_hers = client.get(f"/documents/{document.pk}/")

    assert unknown.status_code == not_hers.status_code == 404
    assert not Entry.objects.exists()


def test_nobody_without_signing_in(client, document):
    answer = client.get(f"/documents/{document.pk}/")

    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.parametrize("broken", ["1", "abc", "../../etc/passwd", "%00"])
def test_addresses_that_name_no_file(reader, broken):
    assert reader.get(f"/documents/{broken}/").status_code in (400, 404)


def test_a_removed_file_is_missing(reader, document):
    Document.objects.update(removed_at="2026-01-01T00:00Z")

    assert reader.get(f"/documents/{document.pk}/").status_code == 404


def test_a_file_whose_bytes_are_gone_is_missing(reader, document):
    vault.forget(document.storage_key)

    assert reader.get(f"/documents/{document.pk}/").status_code == 404
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("scan", "status"), [("infected", 403), ("pending", 200), ("clean", 200)])
def test_what_was_not_found_clean(reader, document, scan, status):
    Document.objects.update(scan=scan)

    assert reader.get(f"/documents/{document.pk}/").status_code == status


def test_a_file_that_waits_for_the_scanner_is_closed_to_others(client, document, staff):
    Document.objects.update(scan=ScanState.PENDING)
    client.force_login(staff)

    assert client.get(f"/documents/{document.pk}/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "status", "expected", "told"),
    [
        ("bytes=0-3", 206, CONTENT[:4], f"bytes 0-3/{len(CONTENT)}"),
        ("bytes=5-", 206, CONTENT[5:], f"bytes 5-{len(CONTENT) - 1}/{len(CONTENT)}"),
        ("bytes=-5", 206, CONTENT[-5:], f"bytes {len(CONTENT) - 5}-{len(CONTENT) - 1}/{len(CONTENT)}"),
        ("bytes=0-999999", 206, CONTENT, f"bytes 0-{len(CONTENT) - 1}/{len(CONTENT)}"),
        ("bytes=999999-", 416, b"", f"bytes */{len(CONTENT)}"),
        ("bytes=5-2", 416, b"", f"bytes */{len(CONTENT)}"),
        ("bytes=-0", 416, b"", f"bytes */{len(CONTENT)}"),
        ("bytes=0-1,3-4", 200, CONTENT, None),
        ("bytes=a-b", 200, CONTENT, None),
        ("lines=0-3", 200, CONTENT, None),
    ],
)
def test_one_range_at_a_time(reader, document, asked, status, expected, told):
    answer = reader.get(f"/documents/{document.pk}/", headers={"Range": asked})

    assert (answer.status_code, answer.body, answer.get("Content-Range")) == (status, expected, told)
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_head_of_a_part_has_no_body(reader, document):
    answer = reader.head(f"/documents/{document.pk}/", headers={"Range": "bytes=0-3"})

    assert answer.status_code == 206


@pytest.mark.parametrize(
    ("site", "mode", "destination", "status"),
    [
        ("cross-site", "no-cors", "image", 403),
        ("cross-site", "no-cors", "script", 403),
        ("cross-site", "cors", "empty", 403),
        ("cross-site", "navigate", "iframe", 403),
        ("cross-site", "navigate", "document", 200),
        ("same-origin", "no-cors", "image", 200),
    ],
)
def test_other_sites_cannot_draw_it_into_their_pages(reader, document, site, mode, destination, status):
    told = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": destination}

    assert reader.get(f"/documents/{document.pk}/", headers=told).status_code == status


def test_nginx_carries_the_bytes_in_production(reader, document, settings):
    settings.X_ACCEL = True

    answer = reader.get(f"/documents/{document.pk}/")

    key = document.storage_key
    assert answer["X-Accel-Redirect"] == f"/_private/documents/{key[:2]}/{key}"
    assert answer.body == b""
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ['a"b;c.pdf', "عرض.pdf", "x\u202egpj.pdf"])
def test_no_name_splits_a_header(reader, document, name):
    Document.objects.update(name=name)

    told = reader.get(f"/documents/{document.pk}/")["Content-Disposition"]

    assert told.startswith("attachment")
    assert "\n" not in told


def test_a_download_rejects_post(reader, document):
    assert reader.post(f"/documents/{document.pk}/").status_code == 405


def test_the_folder_itself_is_never_served(reader, document):
    key = document.storage_key

    for path in (
        f"/media/documents/{key[:2]}/{key}",
        f"/_private/documents/{key[:2]}/{key}",
        f"/documents/{key[:2]}/{key}",
    ):
        assert reader.get(path).status_code == 404
