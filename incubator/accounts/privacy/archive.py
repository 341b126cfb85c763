"""The archive of one person: data.json and her files, written while it is being sent."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from incubator.accounts.models import User
from incubator.accounts.personal_data import holdings
from incubator.text import one_line

CHUNK = 64 * 1024
_UNSAFE = re.compile(r"[\\/:*?\"<>|]+")


class Pipe(io.RawIOBase):
    """What the archive writes, taken out piece by piece; it cannot seek, so zipfile streams."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def stream(person: User) -> Iterator[bytes]:
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        yield pipe.take()
        for number, (name, file) in enumerate(_files(person), 1):
            with file, archive.open(f"files/{number:03d}-{safe_name(name)}", "w") as entry:
                while chunk := file.read(CHUNK):
                    entry.write(chunk)
                    yield pipe.take()
    yield pipe.take()


def _files(person: User) -> Iterator[tuple[str, BinaryIO]]:
    for holding in holdings.values():
        yield from holding.files(person)


def data(person: User) -> dict[str, Any]:
    return {
        "portal": settings.SITE_URL,
        "controller": settings.CONTROLLER_NAME,
        "made_at": timezone.now(),
        "holdings": [
            {
                "what": holding.model,
                "purpose": str(holding.purpose),
                "basis": str(holding.basis),
                "kept_for_months": holding.months,
                "rows": list(holding.export(person)),
            }
            for holding in holdings.values()
        ],
    }


def safe_name(name: str) -> str:
    """No folders, no control characters, never empty: the archive is unpacked on machines we do not know."""
    return _UNSAFE.sub("_", one_line(name)).strip(" .")[-100:] or "file"
