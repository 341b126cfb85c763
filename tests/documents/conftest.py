"""Files of every shape, made on the spot, and an owner for them."""

import io
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from incubator.documents import owners
from incubator.documents.store import store

MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def pdf(text="", *, change=None, **saving):
    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Title"] = text
    if change:
        change(made)
    file = io.BytesIO()
    made.save(file, **({} if "encryption" in saving else {"deterministic_id": True}), **saving)
    return file.getvalue()


def archive(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def office(extension="docx", **more):
    return archive({"[Content_Types].xml": "<Types/>", MAIN[extension]: "<x/>", **more})


def image(kind="PNG", *, size=(30, 20), mode="RGB", **saving):
    file = io.BytesIO()
    Image.new(mode, size, 7).save(file, kind, **saving)
    return file.getvalue()


def upload(name="deck.pdf", content=None, media_type="application/octet-stream"):
    return SimpleUploadedFile(name, pdf() if content is None else content, media_type)


@pytest.fixture(autouse=True)
def vault(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "documents"


@pytest.fixture
def infected():
    return []


@pytest.fixture(autouse=True)
def owner(monkeypatch, infected):
    """Who sent a file may read it; staff too."""
    monkeypatch.setattr(owners, "owners", dict(owners.owners))

    def may_read(user, document):
        return user.is_staff or document.uploaded_by_id == user.pk

    for purpose in ("deck", "sheet", "office", "image", "any"):
        owners.register(purpose, may_read=may_read, on_infected=infected.append)
    owners.register("trial.deck", may_read=may_read, accepts="deck")


@pytest.fixture
def stored(stranger):
    def keep(name="deck.pdf", content=None, *, purpose="any", about=None, by=None, shown=None):
        return store(upload(name, content), purpose=purpose, about=about or stranger, by=by or stranger, name=shown)

    return keep


@pytest.fixture
def on_disk(vault):
    return lambda: sorted(path.name for path in vault.rglob("*") if path.is_file())
