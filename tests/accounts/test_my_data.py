import io
import json
import zipfile

import pytest

from incubator.accounts.actions import agree_to_notice, give_consent
from incubator.accounts.models import ErasureRequest
from incubator.accounts.personal_data import Holding, holdings
from incubator.accounts.privacy.archive import safe_name
from incubator.demo import make
from incubator.journal.models import Entry
from tests.accounts.conftest import PASSWORD
from tests.conftest import nothing_written

PAGE, DOWNLOAD = "/account/data/", "/account/data/download/"


@pytest.fixture
def reauthenticated(client, person, sign_in):
    sign_in(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def archive_of(answer):
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def rows_of(answer, model):
    told = json.loads(archive_of(answer).read("data.json"))
    return next(held["rows"] for held in told["holdings"] if held["what"] == model)


def test_strangers_are_asked_to_sign_in(client, db):
    assert client.get(PAGE).url == f"/accounts/login/?next={PAGE}"
    assert client.post(DOWNLOAD).status_code == 401


def test_the_page_names_every_holding_with_its_reason(client, person):
    client.force_login(person)
    page = client.get(PAGE).text

    assert all(str(held.purpose).replace("'", "&#x27;") in page for held in holdings.values())


def test_the_page_costs_little_and_writes_nothing(client, person, django_assert_max_num_queries):
    client.force_login(person)
    client.get(PAGE)

    with nothing_written(), django_assert_max_num_queries(8):
        client.get(PAGE)


def test_the_download_asks_for_the_password_first(client, person, sign_in):
    sign_in(person)

    assert client.post(DOWNLOAD).url == f"/accounts/reauthenticate/?next={DOWNLOAD.replace('/', '%2F')}"
    assert not Entry.objects.filter(verb="download_data").exists()


def test_after_the_password_the_download_comes_by_itself(client, person, sign_in):
    sign_in(person)
    asked = client.post(DOWNLOAD)
    answer = client.post(asked.url, {"password": PASSWORD, "next": DOWNLOAD})

    assert answer["Content-Type"] == "application/zip"
    assert rows_of(answer, "accounts.User")[0]["email"] == person.email


def test_the_archive_holds_what_is_hers_and_nothing_of_others(reauthenticated, person):
    other = make.person(name="Canari d’autrui")
    agree_to_notice(person, language="fr")
    answer = reauthenticated.post(DOWNLOAD)
    whole = archive_of(answer).read("data.json").decode()

    assert person.name in whole
    assert other.name not in whole
    assert other.email not in whole


def test_the_archive_is_private_and_logged(reauthenticated, person):
    answer = reauthenticated.post(DOWNLOAD)
    archive_of(answer)

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    assert Entry.objects.get(verb="download_data").by == person


def test_files_come_along_under_safe_names(reauthenticated, person, monkeypatch):
    def files(user):
        yield "../../etc/passwd", io.BytesIO(b"one")
        yield "pitch \u202efdp.exe", io.BytesIO(b"two" * 100_000)

    held = Holding("trial.Thing", "a", "b", 1, lambda user: [], lambda user: None, files)
    monkeypatch.setitem(holdings, "trial.Thing", held)

    archive = archive_of(reauthenticated.post(DOWNLOAD))

    assert [name for name in archive.namelist() if name.endswith(("passwd", ".exe"))] == [
        "files/001-_.._etc_passwd",
        "files/002-pitch fdp.exe",
    ]
    assert archive.testzip() is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", "file"), ("...", "file"), ("a/b\\c:d", "a_b_c_d"), ("n" * 300, "n" * 100), ("CV سلمى.pdf", "CV سلمى.pdf")],
)
def test_names_of_files_are_made_safe(typed, kept):
    assert safe_name(typed) == kept


def test_a_download_is_no_link(client, person):
    client.force_login(person)

    assert client.get(DOWNLOAD).status_code == 405


def test_an_erasure_is_asked_once(client, person):
    client.force_login(person)
    for _ in range(2):
        assert client.post(PAGE, {"reason": "Je quitte le programme.", "is_sure": "on"}).url == PAGE

    assert ErasureRequest.objects.get().reason == "Je quitte le programme."
    assert Entry.objects.get(verb="ask_erasure").by == person


@pytest.mark.parametrize("wrong", [{"is_sure": ""}, {"reason": "x" * 1001}])
def test_an_erasure_needs_a_tick_and_a_short_reason(client, person, wrong):
    client.force_login(person)
    answer = client.post(PAGE, {"reason": "Assez.", "is_sure": "on"} | wrong)

    assert answer.status_code == 422
    assert not ErasureRequest.objects.exists()


def test_a_consent_is_withdrawn_by_its_owner_only(client, person):
    given = give_consent(person, purpose="names_to_partners", language="fr")
    client.force_login(make.person())
    assert client.post(f"/account/consents/{given.pk}/withdraw/").status_code == 404
    client.force_login(person)
    assert client.post(f"/account/consents/{given.pk}/withdraw/").status_code == 302

    given.refresh_from_db()
    assert given.withdrawn_at


def test_having_read_the_notice_is_not_withdrawn(client, person):
    read = agree_to_notice(person, language="fr")
    client.force_login(person)

    assert client.post(f"/account/consents/{read.pk}/withdraw/").status_code == 403


@pytest.mark.parametrize("pk", ["0", "99999999999999999999", "9223372036854775808"])
def test_an_odd_number_is_no_consent(client, person, pk):
    client.force_login(person)

    assert client.post(f"/account/consents/{pk}/withdraw/").status_code == 404
