import io
import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from incubator import desk
from incubator.demo import make
from incubator.documents import actions, holdings, owners, rules, scanner, tasks, vault
from incubator.documents.models import Document, ScanState
from incubator.errors import Refused
from incubator.journal.models import Entry
from tests.documents.clamd import EICAR, scanning
from tests.documents.conftest import pdf

S = ScanState
OLD = time.time() - 2 * 3600


def verbs(document):
    return [entry.verb for entry in Entry.objects.about(document).order_by("pk")]


def scanned(document, state):
    Document.objects.filter(pk=document.pk).update(scan=state)
    document.refresh_from_db()
    return document


@pytest.fixture
def clamd(settings):
    """Short: the path of a socket ends at 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="pc-") as folder, scanning(Path(folder) / "s") as server:
        settings.SCANNER = f"{folder}/s"
        yield server


def test_removing_is_at_once_and_once(stored, staff, on_disk):
    document = stored()

    actions.remove(document.pk, by=staff)
    actions.remove(document.pk, by=staff)

    assert not Document.objects.visible_to(staff).exists()
    assert verbs(document) == ["remove"]
    assert on_disk() == [document.storage_key]


def test_a_clean_file_is_said_to_be_clean(stored, clamd):
    document = stored()

    tasks.scan.apply()

    document.refresh_from_db()
    assert document.scan == S.CLEAN
    assert verbs(document) == ["scan"]


def test_an_infected_file_is_shut_away_and_its_owner_knows(stored, clamd, infected, stranger, staff):
    document = stored("deck.pdf", pdf(EICAR.decode(), compress_streams=False) + b"\n%" + EICAR)

    tasks.scan.apply()

    document.refresh_from_db()
    assert document.scan == S.INFECTED
    assert infected == [document]
    assert Entry.objects.about(document).get().facts == {"found": "Eicar-Test-Signature"}
    assert not rules.may_open(stranger, document)
    assert not rules.may_open(staff, document)


def test_a_verdict_is_taken_once(stored, infected):
    document = scanned(stored(), S.CLEAN)

    actions.take_verdict(document.pk, found="Late")

    assert not infected


def test_an_owner_without_a_wish_hears_nothing(stored, monkeypatch):
    owners.register("deck", may_read=lambda user, document: True)
    document = scanned(stored(purpose="deck"), S.PENDING)

    assert actions.take_verdict(document.pk, found="X").scan == S.INFECTED


@pytest.mark.parametrize("says", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_a_scanner_without_a_verdict_leaves_files_waiting(stored, settings, clamd, says):
    clamd.says = says
    if not says:
        settings.SCANNER = "127.0.0.1:1"
    document = stored()

    tasks.scan.apply()

    document.refresh_from_db()
    assert document.scan == S.PENDING


def test_a_waiting_file_without_its_bytes_stops_no_other(stored, clamd):
    lost, whole = stored(content=pdf("a")), stored(content=pdf("b"))
    vault.forget(lost.storage_key)

    tasks.scan.apply()

    whole.refresh_from_db()
    assert whole.scan == S.CLEAN


def test_without_a_scanner_nothing_is_asked(stored):
    scanned(stored(), S.PENDING)

    tasks.scan.apply()

    assert Document.objects.get().scan == S.PENDING
    with pytest.raises(Refused):
        actions.ask_scan(Document.objects.get().pk, by=None)


def test_a_scanner_answers_over_the_network_too(settings):
    with scanning(("127.0.0.1", 0)) as server, io.BytesIO(EICAR) as file:
        settings.SCANNER = f"127.0.0.1:{server.server_address[1]}"

        assert scanner.scan(file) == "Eicar-Test-Signature"


def test_a_waiting_file_opens_for_who_sent_it_until_staff_answer_for_it(stored, staff, stranger):
    document = scanned(stored(), S.PENDING)
    assert rules.may_open(stranger, document)
    assert not rules.may_open(staff, document)

    document = actions.hand_out_unscanned(document.pk, by=staff)

    assert rules.may_open(staff, document)
    assert verbs(document) == ["hand_out_unscanned"]
    with pytest.raises(Refused):
        actions.hand_out_unscanned(document.pk, by=staff)


def test_staff_ask_for_another_scan(stored, staff, settings):
    settings.SCANNER = "/run/clamd"
    document = scanned(stored(), S.CLEAN)

    assert actions.ask_scan(document.pk, by=staff).scan == S.PENDING


def test_only_the_owners_rule_opens_a_file(stored, stranger, staff):
    document = stored()
    assert rules.may_read(stranger, document)
    assert not rules.may_read(make.person(), document)

    document.purpose = "nobody registered this"
    assert not rules.may_read(staff, document)
    assert not owners.may_read(staff, document)
    assert owners.infected(document) is None


def test_the_sweep_agrees_in_both_directions(stored, vault, on_disk):
    kept, lost = stored(content=pdf("a")), stored(content=pdf("b"))
    (vault / lost.storage_key[:2] / lost.storage_key).unlink()
    for name, age in {
        "aa/" + "a" * 32: OLD,
        "bb/" + "b" * 32: time.time(),
        "drafts/old": OLD,
        "drafts/new": time.time(),
    }.items():
        path = vault / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
        os.utime(path, (age, age))

    swept = actions.sweep()

    assert (swept.orphans, swept.missing, swept.forgotten) == (2, [str(lost.pk)], 0)
    assert on_disk() == sorted([kept.storage_key, "b" * 32, "new"])
    tasks.sweep.apply()


def test_a_removed_file_is_forgotten_when_no_backup_needs_it(stored, on_disk):
    long_ago, lately = stored(content=pdf("a")), stored(content=pdf("b"))
    Document.objects.filter(pk=long_ago.pk).update(removed_at=timezone.now() - timedelta(days=36))
    Document.objects.filter(pk=lately.pk).update(removed_at=timezone.now() - timedelta(days=34))

    assert actions.sweep().forgotten == 1
    assert on_disk() == [lately.storage_key]


def test_what_a_person_takes_away(stored, stranger):
    stored("a.pdf", pdf("a"))
    gone = stored("b.pdf", pdf("b"))
    stored("c.pdf", pdf("c"), by=make.person())
    vault.forget(gone.storage_key)

    assert [line["name"] for line in holdings.export(stranger)] == ["a.pdf", "b.pdf"]
    assert [(name, file.read() == pdf("a")) for name, file in holdings.files(stranger)] == [("001-a.pdf", True)]


def test_what_is_left_of_a_person(stored, stranger):
    document = stored()

    holdings.erase(stranger)

    document.refresh_from_db()
    assert document.uploaded_by is None


def test_the_admins_home_counts_files(stored, staff):
    scanned(stored(content=pdf("a")), S.INFECTED)
    scanned(stored(content=pdf("b")), S.PENDING)

    ours = {key: queue.count(staff) for key, queue in desk.queues.items() if key.startswith("documents.")}

    assert ours == {"documents.infected": 1, "documents.pending": 1}
    assert desk.queues["documents.infected"].url(staff).endswith("?scan__exact=infected")
