"""A conversation with clamd, the daemon of ClamAV: one command, over its socket."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings

SECONDS, CHUNK = 20, 1 << 16


class ScannerDown(Exception):
    """No verdict: the daemon does not answer, or answers something else."""


def scan(file: IO[bytes]) -> str:
    """The name of what was found, "" for a clean file; raises ScannerDown."""
    try:
        with _line() as line:
            line.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                line.sendall(len(chunk).to_bytes(4, "big") + chunk)
            line.sendall(bytes(4))
            answer = _heard(line)
    except OSError as down:
        raise ScannerDown(str(down)) from down
    verdict = answer.removeprefix("stream: ")
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    if verdict != "OK":
        raise ScannerDown(answer)
    return ""


@contextmanager
def _line() -> Iterator[socket.socket]:
    """A path is a Unix socket, anything else host:port."""
    if settings.SCANNER.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        with line:
            line.connect(settings.SCANNER)
            yield line
    else:
        host, _colon, port = settings.SCANNER.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=SECONDS) as line:
            yield line


def _heard(line: socket.socket) -> str:
    heard = b""
    while not heard.endswith(b"\0") and (part := line.recv(4096)):
        heard += part
    return heard.rstrip(b"\0\n").decode("utf-8", "replace")
