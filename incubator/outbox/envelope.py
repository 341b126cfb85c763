"""What the mail server gets: one recipient, our own address as sender, no word of anybody in the headers but the subject."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from incubator.outbox.addresses import unsubscribe_url
from incubator.outbox.models import Letter
from incubator.outbox.wording import Worded


def envelope(letter: Letter, worded: Worded) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        worded.subject,
        worded.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.recipient],
        headers=_headers(letter, worded.language),
        reply_to=[settings.REPLY_TO] if settings.REPLY_TO else None,
    )
    message.attach_alternative(worded.html, "text/html")
    return message


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
