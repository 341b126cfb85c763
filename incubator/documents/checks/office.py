"""Word, Excel and PowerPoint files, judged by the directory of their archive: nothing is unpacked, no XML is parsed."""

import stat
import zipfile
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from incubator.errors import Refused

MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
CONTENT_TYPES = "[Content_Types].xml"
MOST_MEMBERS, MOST_UNPACKED, MOST_RATIO = 2000, 200_000_000, 100
#: Parts that carry or run other things.
ACTIVE = ("/embeddings/", "/activex/", "/externallinks/")


def check(path: Path, extension: str) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_members(members, packed=path.stat().st_size)
            names = {member.filename for member in members}
            if not {CONTENT_TYPES, MAIN_PARTS[extension]} <= names:
                raise Refused(
                    _("The content of this file is not that of a %(type)s file.") % {"type": extension.upper()},
                    field="file",
                )
            _check_macros(archive, names)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, RuntimeError) as broken:
        raise Refused(_("This file cannot be opened. Save it again and choose it again."), field="file") from broken
    return any(part in f"/{name.lower()}" for name in names for part in ACTIVE)


def _check_members(members: list[zipfile.ZipInfo], *, packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or unpacked > packed * MOST_RATIO:
        raise Refused(
            _("This file unpacks to far more than it should. Save it again and choose it again."), field="file"
        )
    if any(not _is_tame(member) for member in members) or len({member.filename for member in members}) < len(members):
        raise Refused(
            _("This file holds parts that do not belong in it. Save it again and choose it again."), field="file"
        )


def _is_tame(member: zipfile.ZipInfo) -> bool:
    """Inside the archive, under a plain name, not encrypted, not a link."""
    name = member.orig_filename
    path = PurePosixPath(name)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return not (
        path.is_absolute()
        or ".." in path.parts
        or "\\" in name
        or ":" in name
        or "\0" in name
        or is_link
        or member.flag_bits & 1
    )


def _check_macros(archive: zipfile.ZipFile, names: set[str]) -> None:
    with archive.open(CONTENT_TYPES) as part:
        told = part.read(1_000_000).lower()
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroenabled" in told:
        raise Refused(
            _("Files with macros are not accepted. Save it without macros and choose it again."), field="file"
        )
