"""Is the file what its name says? One check per family, then a second opinion on the bytes alone."""

from pathlib import Path

import puremagic
from django.utils.translation import gettext as _

from incubator.documents.checks import images, office, pdf
from incubator.documents.purposes import FileType
from incubator.errors import Refused

HEAD = 8192
SIGNATURES = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
}
FAMILIES = {"pdf": pdf.check, "office": office.check, "image": images.check}


def check(path: Path, kind: FileType) -> bool:
    """True when the file can act by itself (scripts, attachments); images are rewritten in place. Raises Refused."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    # At the very beginning: readers forgive a page of HTML before the mark, and so would a browser.
    if not head.startswith(SIGNATURES[kind.name]) or not _confirmed(head, kind.name):
        raise Refused(
            _("The content of this file is not that of a %(type)s file.") % {"type": kind.name.upper()}, field="file"
        )
    return FAMILIES[kind.family](path, kind.name)


def _confirmed(head: bytes, extension: str) -> bool:
    """The library is asked without the name, which it would believe."""
    try:
        opinions = {match.extension for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return False
    return f".{extension}" in opinions
