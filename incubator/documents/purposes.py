"""Which files are accepted for what: types and sizes. The content decides, never the type a browser tells."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from incubator.documents import owners
from incubator.errors import Refused

MEGABYTE = 1_000_000
OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class FileType:
    """`name` is the extension it is stored and shown with, `family` the check it goes through."""

    name: str
    media_type: str
    family: str


TYPES = {
    "pdf": FileType("pdf", "application/pdf", "pdf"),
    "docx": FileType("docx", OFFICE + "wordprocessingml.document", "office"),
    "xlsx": FileType("xlsx", OFFICE + "spreadsheetml.sheet", "office"),
    "pptx": FileType("pptx", OFFICE + "presentationml.presentation", "office"),
    "png": FileType("png", "image/png", "image"),
    "jpg": FileType("jpg", "image/jpeg", "image"),
    "jpeg": FileType("jpg", "image/jpeg", "image"),
}


@dataclass(frozen=True)
class Purpose:
    """`most` bytes a file, `quota` bytes for all the files of one thing."""

    extensions: tuple[str, ...]
    most: int
    quota: int

    @property
    def told(self) -> str:
        """The types as people call them: PDF, DOCX."""
        return ", ".join(name.upper() for name in self.extensions if name != "jpeg")


PURPOSES = {
    "deck": Purpose(("pdf",), 10 * MEGABYTE, 50 * MEGABYTE),
    "sheet": Purpose(("xlsx",), 10 * MEGABYTE, 50 * MEGABYTE),
    "office": Purpose(("pdf", "docx", "xlsx", "pptx"), 20 * MEGABYTE, 100 * MEGABYTE),
    "image": Purpose(("png", "jpg", "jpeg"), 5 * MEGABYTE, 20 * MEGABYTE),
    "any": Purpose(tuple(TYPES), 20 * MEGABYTE, 200 * MEGABYTE),
}


def of(purpose: str) -> Purpose:
    return PURPOSES.get(owners.accepts(purpose), PURPOSES["any"])


def type_of(name: str, wanted: Purpose) -> FileType:
    """By the last extension, which the content must then confirm; raises Refused."""
    extension = name.rpartition(".")[2].lower()
    if extension not in wanted.extensions:
        raise Refused(
            _("This type of file is not accepted here. Accepted: %(types)s.") % {"types": wanted.told}, field="file"
        )
    return TYPES[extension]
