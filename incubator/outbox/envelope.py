"""What the mail server gets: one recipient, our own address as sender, no word of anybody in the headers but the subject."""

from email import encoders
from email.mime.base import MIMEBase
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from incubator.outbox.addresses import unsubscribe_url
from incubator.outbox.kinds import CalendarPart, kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import Worded


class Message(EmailMultiAlternatives):
    """A mail that may carry a calendar entry twice: as a part that programs show as an invitation, and as a file.

    Both in base64, because quoted-printable breaks the entry in Outlook; the file has an ASCII name (booking.md 2.5, 3.1).
    """

    calendar: CalendarPart | None = None

    def message(self, *args: Any, **kwargs: Any) -> Any:
        built = super().message(*args, **kwargs)
        if self.calendar:
            parts = (part for part in built.walk() if part.get_content_type() == "multipart/alternative")
            alternative: Any = next(parts)
            alternative.attach(_invitation(self.calendar))
        return built


def _invitation(entry: CalendarPart) -> MIMEBase:
    told = MIMEBase("text", "calendar", method=entry.method, charset="utf-8", component="VEVENT")
    return _in_base64(told, entry.content)


def _file(entry: CalendarPart) -> MIMEBase:
    part = _in_base64(MIMEBase("application", "ics", name="invite.ics"), entry.content)
    part.add_header("Content-Disposition", "attachment", filename="invite.ics")
    return part


def _in_base64(part: MIMEBase, content: bytes) -> MIMEBase:
    part.set_payload(content)
    encoders.encode_base64(part)
    return part


def envelope(letter: Letter, worded: Worded, entry: CalendarPart | None = None) -> EmailMultiAlternatives:
    message = Message(
        worded.subject,
        worded.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.recipient],
        headers=_headers(letter, worded.language),
        reply_to=[settings.REPLY_TO] if settings.REPLY_TO else None,
    )
    message.attach_alternative(worded.html, "text/html")
    if entry:
        message.calendar = entry
        message.attach(_file(entry))
    return message


def calendar_of(letter: Letter, values: dict[str, Any]) -> CalendarPart | None:
    """The entry that goes with the letter, in the language of its reader."""
    made = kinds[letter.kind].calendar
    if made is None:
        return None
    with translation.override(letter.spoken_language):
        return made(letter, values)


def _headers(letter: Letter, language: str) -> dict[str, Any]:
    headers = {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": language,
    }
    if link := unsubscribe_url(letter):
        # RFC 8058: the mail program itself may post to the link.
        headers |= {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers
