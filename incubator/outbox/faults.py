"""What an error of the mail server means for the letter, and what a server that takes nothing means for the queue."""

import smtplib
from dataclasses import dataclass
from enum import Enum, auto


class Verdict(Enum):
    LATER = auto()  # this letter, again in a while
    NEVER = auto()  # this letter will not pass
    UNKNOWN = auto()  # the line broke: the server may have it or not
    DOWN = auto()  # nobody's letter passes: it is us or the server


@dataclass(frozen=True)
class Fault:
    verdict: Verdict
    said: str
    is_dead_address: bool = False


class Unreachable(Exception):
    """The server cannot be reached, or does not let us in."""


#: Permanent answers that say nothing of the address: mailbox full, network, policy (RFC 3463).
_NOT_THE_ADDRESS = ("5.2.2", "5.2.3", "5.3.", "5.4.", "5.5.", "5.6.", "5.7.")


def read(error: Exception) -> Fault:
    """An error raised while a letter was handed over; the line was open."""
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        return _recipient(code, _text(answer))
    if isinstance(error, smtplib.SMTPResponseException):
        verdict = Verdict.DOWN if isinstance(error, smtplib.SMTPSenderRefused) else Verdict.NEVER
        return Fault(
            verdict if error.smtp_code >= 500 else Verdict.LATER, f"{error.smtp_code} {_text(error.smtp_error)}"
        )
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):  # no header or address of this shape can be sent
        return Fault(Verdict.NEVER, said)
    if isinstance(error, OSError):  # smtplib's SMTPServerDisconnected is one
        return Fault(Verdict.UNKNOWN, said)
    return Fault(Verdict.LATER, said)


def _recipient(code: int, answer: str) -> Fault:
    if code < 500:
        return Fault(Verdict.LATER, f"{code} {answer}")
    return Fault(Verdict.NEVER, f"{code} {answer}", is_dead_address=not answer.startswith(_NOT_THE_ADDRESS))


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
