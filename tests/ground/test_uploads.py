"""Uploads that go wrong, over real sockets: without end, cut on the way, of too many parts, onto a full disk."""

# ruff: noqa: F811 -- fixtures lent by other folders
import errno
import http.client
import socket
import time

import pytest
from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from incubator.documents.models import Document
from incubator.pages import errors
from programs.applications.models import Application
from tests.documents.conftest import pdf
from tests.ground.test_front import NEEDS_NGINX, ask, front_before
from tests.programs.applications.conftest import call, draft, owner, startup  # noqa: F401 -- fixtures
from tests.programs.applications.views.test_application_section import with_file  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BOUNDARY = "----a-line-between-parts"


@pytest.fixture
def front(tmp_path_factory, live_server):
    yield from front_before(tmp_path_factory.mktemp("front"), live_server.thread.port)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "on-the-way")
    (tmp_path / "on-the-way").mkdir()
    return tmp_path


def kept(media):
    return [path for path in media.rglob("*") if path.is_file()]


def body(key, content, *, parts=0):
    fields = {"csrfmiddlewaretoken": key, "revision": "0", "q-trl": "4"} | {f"x{n}": "x" for n in range(parts)}
    said = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    file = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="q-deck"; filename="deck.pdf"\r\n\r\n'
    return (said + file).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


class Person:
    """Somebody at the page of a section, by plain sockets."""

    def __init__(self, owner, draft):
        client = Client()
        client.force_login(owner)
        self.path = f"/applications/{draft.pk}/figures/"
        client.get(self.path)
        self.key = client.cookies["csrf"].value
        self.cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())

    def headers(self, length):
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return {"Cookie": self.cookie, "Content-Type": kind, "Content-Length": str(length)}


@pytest.fixture
def person(with_file, owner, draft):
    return Person(owner, draft)


def send(port, person, content, *, share=1.0):
    """The status of the answer, or 0 when the line was cut before its end."""
    whole = body(person.key, content)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        head = "".join(f"{name}: {value}\r\n" for name, value in person.headers(len(whole)).items())
        line.sendall(f"POST {person.path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{head}\r\n".encode())
        line.sendall(whole[: int(len(whole) * share)])
        if share < 1:
            return 0
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return answer.status


def test_a_line_cut_on_the_way_leaves_nothing(live_server, media, person, draft):
    large = pdf("x") + b"\n%" + b"0" * 4_000_000
    assert send(live_server.thread.port, person, large, share=0.6) == 0

    until = time.monotonic() + 20
    while kept(media) and time.monotonic() < until:
        time.sleep(0.05)
    assert kept(media) == []
    assert not Document.objects.exists()
    assert not draft.answers.filter(section_key="figures").exists()

    assert send(live_server.thread.port, person, pdf("x")) == 302  # the control: the same, whole
    assert Document.objects.count() == 1


def test_a_hundred_parts_meet_our_page(live_server, media, person):
    with_parts = body(person.key, pdf(), parts=1000)
    door = http.client.HTTPConnection("127.0.0.1", live_server.thread.port, timeout=20)
    door.request("POST", f"/ar{person.path}", body=with_parts, headers=person.headers(len(with_parts)))
    answer = door.getresponse()
    said = answer.read().decode()
    door.close()

    assert answer.status in {400, 413}
    assert 'lang="ar"' in said
    assert kept(media) == []


@pytest.mark.parametrize("full", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_on_the_way_is_told_kindly(media, owner, with_file, draft, monkeypatch, full):
    def write(*_):
        raise OSError(full, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", write)
    client = Client(raise_request_exception=False)
    client.force_login(owner)
    large = body("x", pdf("x") + b"\n%" + b"0" * 4_000_000)
    kind = f"multipart/form-data; boundary={BOUNDARY}"

    answer = client.generic("POST", f"/en/applications/{draft.pk}/figures/", large, content_type=kind)

    assert (answer.status_code, answer["Retry-After"]) == (503, errors.RETRY_AFTER)
    assert 'lang="en"' in answer.text
    assert kept(media) == []
    assert not Document.objects.exists()
    assert Application.objects.get().state == "draft"


def test_a_store_that_is_full_refuses_beside_the_field_and_keeps_the_text(
    client, media, owner, with_file, draft, monkeypatch
):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("incubator.documents.vault._flush", full)
    client.force_login(owner)
    sent = body("x", pdf("x"))
    kind = f"multipart/form-data; boundary={BOUNDARY}"

    answer = client.generic("POST", f"/applications/{draft.pk}/figures/", sent, content_type=kind)

    assert answer.status_code == 422
    assert draft.answers.get(section_key="figures").data["trl"] == 4
    assert kept(media) == []
    assert not Document.objects.exists()


@NEEDS_NGINX
def test_a_stream_without_end_is_stopped_before_the_portal(front, person, media):
    """Two gigabytes without a length told beforehand: nginx stops reading at its limit."""

    def endless():
        for _ in range(2000):
            yield b"0" * 1_048_576

    headers = {"Cookie": person.cookie, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    try:
        status, _, said = ask(front, f"/ar{person.path}", method="POST", body=endless(), headers=headers)
    except (BrokenPipeError, ConnectionResetError):
        status, said = 413, "413 ar "  # nginx answered and hung up while we were still talking

    assert status == 413
    assert said.startswith("413 ar ")
    assert kept(media) == []


@NEEDS_NGINX
def test_through_nginx_a_hundred_parts_meet_our_page_and_a_cut_line_never_arrives(front, person, media):
    with_parts = body(person.key, pdf(), parts=1000)
    headers = {**person.headers(len(with_parts)), "Host": settings.ALLOWED_HOSTS[-2]}
    status, _, said = ask(front, f"/ar{person.path}", method="POST", body=with_parts, headers=headers)
    assert status in {400, 413}
    assert 'lang="ar"' in said

    assert not Document.objects.exists()
    assert kept(media) == []
