"""The mail of the demonstration: Django's file backend writes one file per connection, with a line of dashes after each mail."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

DASHES = b"-" * 79 + b"\n"
#: Only the newest files are read, and only so many mails shown.
FILES, MAILS = 40, 200


@dataclass(frozen=True)
class Mail:
    key: str
    to: str
    subject: str
    at: datetime | None
    language: str
    text: str

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


def mails() -> list[Mail]:
    """Newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = (
        sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)[:FILES]
        if folder.is_dir()
        else []
    )
    found = [mail for file in files for mail in reversed(list(_read(file)))]
    return found[:MAILS]


def find(key: str) -> Mail | None:
    return next((mail for mail in mails() if mail.key == key), None)


def _read(file: Path) -> Iterator[Mail]:
    for part in file.read_bytes().split(DASHES):
        if part.strip():
            yield _mail(message_from_bytes(part, policy=policy.default))


def _mail(message: EmailMessage) -> Mail:
    body = message.get_body(("plain",))
    stamp = f"{message['Message-ID']}{message['To']}".encode()
    return Mail(
        key=hashlib.sha256(stamp).hexdigest()[:20],
        to=str(message["To"]),
        subject=str(message["Subject"]).strip(),
        at=parsedate_to_datetime(str(message["Date"])) if message["Date"] else None,
        language=str(message["Content-Language"] or "fr"),
        text=str(body.get_content()) if body else "",
    )
