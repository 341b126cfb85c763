"""What comes in: reliability.md 4.1, B1 to B28."""

import hashlib
import io
import re
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from incubator.demo import make
from incubator.documents import purposes, vault
from incubator.documents.checks import images
from incubator.documents.checks import pdf as pdf_check
from incubator.documents.models import Document, ScanState
from incubator.documents.store import store
from incubator.errors import Refused
from tests.documents.conftest import archive, image, office, pdf, upload


@pytest.fixture
def refused(stranger, on_disk):
    """Refused, beside the field, with nothing left behind; gives the words."""

    def check(name, content, *, purpose="any"):
        with pytest.raises(Refused) as refusal:
            store(upload(name, content), purpose=purpose, about=stranger, by=stranger)
        assert refusal.value.field == "file"
        assert not Document.objects.exists()
        assert on_disk() == []
        return str(refusal.value)

    return check


def test_a_file_is_kept_under_a_random_key(stored, stranger, vault):
    document = stored("deck.pdf", pdf("a"))

    content = (vault / document.storage_key[:2] / document.storage_key).read_bytes()
    assert content == pdf("a")
    assert (document.sha256, document.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (document.name, document.media_type, document.purpose) == ("deck.pdf", "application/pdf", "any")
    assert (document.kind, document.key, document.uploaded_by) == ("accounts.user", str(stranger.pk), stranger)
    assert len(document.storage_key) == 32
    assert "deck" not in document.storage_key


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", pdf()),
        ("a.PDF", pdf()),
        ("a.docx", office("docx")),
        ("a.xlsx", office("xlsx")),
        ("a.pptx", office("pptx")),
        ("a.png", image("PNG")),
        ("a.jpg", image("JPEG")),
        ("a.jpeg", image("JPEG")),
    ],
)
def test_what_is_accepted(stored, name, content):
    document = stored(name, content)

    assert not document.has_active_content
    assert document.scan == ScanState.UNSCANNED
    assert document.media_type == purposes.TYPES[name.rpartition(".")[2].lower()].media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("deck.pdf", b"", id="B1 empty"),
        pytest.param("deck.pdf", b"MZ" + b"\0" * 200, id="B4 program"),
        pytest.param("deck.pdf", b"<!doctype html><script>alert(1)</script>", id="B5 page as pdf"),
        pytest.param("logo.png", b"<!doctype html><script>alert(1)</script>", id="B5 page as png"),
        pytest.param("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", id="B6 svg"),
        pytest.param("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", id="B6 svg as png"),
        pytest.param("deck.pdf", b"<html>" + b" " * 1000 + pdf(), id="B7 page before the mark"),
        pytest.param("deck.pdf", b"\n" + pdf(), id="B7 one byte before the mark"),
        pytest.param("deck.pdf", pdf(encryption=pikepdf.Encryption(owner="o", user="u")), id="B9 locked"),
        pytest.param("deck.pdf", pdf(encryption=pikepdf.Encryption(owner="o", user="")), id="B9 encrypted"),
        pytest.param("deck.pdf", b"%PDF-1.7\nnothing else", id="B9 broken"),
        pytest.param("deck.pdf", b"%PDF-1.7\n<!doctype html><script>", id="B9 page behind the mark"),
        pytest.param("plan.docx", archive({"a.txt": "x"}), id="B10 plain archive"),
        pytest.param("plan.docx", office("xlsx"), id="B10 another office file"),
        pytest.param("plan.docx", archive({"word/document.xml": "<x/>"}), id="B10 without its table of types"),
        pytest.param("plan.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, id="B10 old or locked office file"),
        pytest.param("plan.docx", office()[:-30], id="B10 cut archive"),
        pytest.param("plan.docx", office(**{"word/vbaProject.bin": "x"}), id="B11 macros"),
        pytest.param("plan.docm", office(), id="B11 docm"),
        pytest.param(
            "plan.docx",
            archive({"[Content_Types].xml": "main+xml.macroEnabled", "word/document.xml": "x"}),
            id="B11 told as macros",
        ),
        pytest.param("plan.docx", office(**{"word/a.xml": "0" * 3_000_000}), id="B12 ratio"),
        pytest.param("plan.docx", office(**{f"word/{n}.xml": "" for n in range(2001)}), id="B12 members"),
        pytest.param("plan.docx", office(**{"../../evil.sh": "x"}), id="B13 parent"),
        pytest.param("plan.docx", office(**{"/etc/passwd": "x"}), id="B13 absolute"),
        pytest.param("plan.docx", office(**{"word\\..\\evil": "x"}), id="B13 backslash"),
        pytest.param("plan.docx", office(**{"C:/evil": "x"}), id="B13 drive"),
        pytest.param("logo.png", image()[:60], id="cut picture"),
        pytest.param("logo.jpg", image("PNG"), id="png as jpg"),
        pytest.param("logo.gif", image("GIF"), id="gif"),
        pytest.param("deck.pdf.exe", pdf(), id="B17 last extension"),
        pytest.param("deck", pdf(), id="no extension"),
    ],
)
def test_what_is_refused(refused, name, content):
    assert refused(name, content)


def test_a_file_that_is_too_large_says_both_sizes(refused, monkeypatch):
    monkeypatch.setitem(purposes.PURPOSES, "deck", purposes.Purpose(("pdf",), 1_500_000, 5_000_000))

    said = refused("deck.pdf", pdf() + b"\0" * 1_600_000, purpose="deck")

    assert re.search(r"1[.,]6\sM.*1[.,]5\sM", said)


def test_a_size_that_lies_is_found_while_reading(refused, monkeypatch):
    monkeypatch.setitem(purposes.PURPOSES, "deck", purposes.Purpose(("pdf",), 1000, 5000))
    monkeypatch.setattr(SimpleUploadedFile, "size", 10, raising=False)

    assert refused("deck.pdf", pdf() + b"\0" * 2000, purpose="deck")


@pytest.mark.parametrize(
    ("purpose", "name", "content"),
    [
        ("deck", "a.docx", office()),
        ("sheet", "a.pdf", pdf()),
        ("image", "a.pdf", pdf()),
        ("trial.deck", "a.png", image()),
    ],
)
def test_the_purpose_decides_the_types(refused, purpose, name, content):
    assert "." in refused(name, content, purpose=purpose)


@pytest.mark.parametrize("nothing", [None, "deck.pdf", b"%PDF-", []])
def test_text_in_the_place_of_a_file_asks_for_a_file(db, stranger, nothing):
    with pytest.raises(Refused) as refusal:
        store(nothing, purpose="any", about=stranger, by=stranger)

    assert refusal.value.field == "file"


def javascript(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch(made):
    made.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))])


def attachment(made):
    made.attachments["a.exe"] = b"MZ"


@pytest.mark.parametrize("change", [javascript, launch, attachment])
def test_a_pdf_that_acts_is_kept_and_flagged(stored, change):
    assert stored("deck.pdf", pdf(change=change)).has_active_content


def test_a_file_too_tangled_to_judge_is_flagged(stored, monkeypatch):
    monkeypatch.setattr(pdf_check, "MOST_NODES", 1)

    assert stored("deck.pdf").has_active_content


def test_a_pdf_without_pages_is_refused(refused):
    file = io.BytesIO()
    pikepdf.new().save(file)

    assert refused("deck.pdf", file.getvalue())


def test_an_office_file_that_carries_another_is_flagged(stored):
    assert stored("plan.docx", office(**{"word/embeddings/oleObject1.bin": "x"})).has_active_content


def test_entities_are_never_parsed(stored):
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'

    assert stored("plan.docx", office(**{"word/evil.xml": bomb})).name == "plan.docx"


def test_a_link_inside_an_archive_is_refused(refused):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in ("[Content_Types].xml", "word/document.xml"):
            made.writestr(name, "<x/>")
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")

    assert refused("plan.docx", file.getvalue())


def test_a_flood_of_pixels_is_refused_before_it_is_drawn(refused, monkeypatch):
    monkeypatch.setattr(images, "_draw_again", lambda *args: pytest.fail("decoded"))
    header = image("PNG", size=(1, 1))
    flood = header[:16] + (30_000).to_bytes(4, "big") * 2 + header[24:]
    flood = flood[:29] + zlib.crc32(flood[12:29]).to_bytes(4, "big") + flood[33:]

    assert "40" in refused("photo.png", flood)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_loses_its_place_and_keeps_its_upside(stored, vault, kind):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "secret place"
    name = {"JPEG": "photo.jpg", "PNG": "photo.png"}[kind]

    document = stored(name, image(kind, size=(30, 20), exif=exif))

    path = vault / document.storage_key[:2] / document.storage_key
    assert b"secret place" not in path.read_bytes()
    with Image.open(path) as kept:
        assert kept.size == (20, 30)
        assert not kept.getexif()


@pytest.mark.parametrize(
    ("kind", "mode", "name"),
    [
        ("PNG", "P", "a.png"),
        ("PNG", "RGBA", "a.png"),
        ("PNG", "LA", "a.png"),
        ("JPEG", "CMYK", "a.jpg"),
        ("JPEG", "L", "a.jpg"),
    ],
)
def test_pictures_of_every_sort_are_drawn_again(stored, vault, kind, mode, name):
    document = stored(name, image(kind, mode=mode))

    with Image.open(vault / document.storage_key[:2] / document.storage_key) as kept:
        kept.load()
        assert kept.format == kind


def test_what_hides_behind_a_picture_is_gone(stored, vault):
    document = stored("photo.jpg", image("JPEG") + b"<script>alert(1)</script>")

    assert b"script" not in (vault / document.storage_key[:2] / document.storage_key).read_bytes()


def test_the_type_a_browser_tells_is_ignored(stranger):
    lying = upload("deck.pdf", pdf(), "text/html")

    assert store(lying, purpose="any", about=stranger, by=stranger).media_type == "application/pdf"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("deck.php.pdf", "deck.php.pdf"),
        ("../../etc/deck.pdf", "deck.pdf"),
        ("C:\\Users\\me\\deck.pdf", "deck.pdf"),
        ("fdp.exe\u202efdp.pdf", "fdp.exefdp.pdf"),
        ("a\u200fb\u200e.pdf", "ab.pdf"),
        ('deck\r\nX-Evil: 1;"x".pdf', "deck X-Evil_ 1__x_.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1.tar.pdf", "_LPT1.tar.pdf"),
        (".htaccess.pdf", "htaccess.pdf"),
        ("...pdf", "file.pdf"),
        ("عرض المشروع.pdf", "عرض المشروع.pdf"),
        ("été 🌞.PDF", "été 🌞.pdf"),
        ("photo%00.pdf", "photo_00.pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_are_made_fit_to_be_shown(stored, given, shown):
    document = stored("deck.pdf", shown=given)

    assert document.name == shown
    assert len(document.name) <= 150


def test_a_name_of_our_own_takes_the_real_extension(stored):
    assert stored("x.jpeg", image("JPEG"), shown="Logo du partenaire").name == "Logo du partenaire.jpg"


def test_the_same_file_twice_is_kept_once(stored, on_disk):
    first, second = stored("a.pdf", pdf("a")), stored("b.pdf", pdf("a"))

    assert first == second
    assert on_disk() == [first.storage_key]


def test_the_same_file_for_another_thing_is_another_file(stored, stranger):
    assert stored(about=stranger) != stored(about=make.person())
    assert stored(purpose="deck") != stored(purpose="any")


def test_a_removed_file_may_come_again(stored):
    first = stored()
    Document.objects.update(removed_at="2026-01-01T00:00Z")

    assert stored() != first


def test_a_full_thing_says_how_much_room_is_left(stored, stranger, monkeypatch):
    monkeypatch.setitem(purposes.PURPOSES, "deck", purposes.Purpose(("pdf",), 2_000_000, 2_500_000))
    stored("a.pdf", pdf("a") + b"\0" * 1_500_000, purpose="deck")

    with pytest.raises(Refused, match=r"1\D") as refusal:
        store(upload("b.pdf", pdf("b") + b"\0" * 1_200_000), purpose="deck", about=stranger, by=stranger)

    assert re.search(r"1[.,]2\sM", str(refusal.value))
    assert Document.objects.count() == 1


def test_a_file_goes_with_the_transaction_that_brought_it(transactional_db, stranger, on_disk):
    with transaction.atomic():
        store(upload(), purpose="any", about=stranger, by=stranger)
        assert len(on_disk()) == 1
        transaction.set_rollback(True)

    assert not Document.objects.exists()
    assert on_disk() == []


def test_a_file_stays_when_the_transaction_ends_well(transactional_db, stranger, on_disk):
    document = store(upload(), purpose="any", about=stranger, by=stranger)

    assert on_disk() == [document.storage_key]


def test_a_full_disk_leaves_nothing_behind(refused, monkeypatch):
    def full(path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vault, "_flush", full)

    assert refused("deck.pdf", pdf())


def test_a_scanner_makes_files_wait(stored, settings):
    settings.SCANNER = "/run/clamd.sock"

    assert stored().scan == ScanState.PENDING
