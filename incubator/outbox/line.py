"""One connection to the mail server, opened at the first letter and used for all of a tick."""

import smtplib
from types import TracebackType
from typing import Any, Self

from django.core.mail import EmailMessage, get_connection

from incubator.outbox.faults import Unreachable


class Line:
    def __init__(self) -> None:
        self._backend: Any = get_connection()
        self._is_open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up()

    def send(self, message: EmailMessage) -> None:
        """Raises Unreachable before anything was said, and what the server answers afterwards."""
        if self._is_open and not self._still_answers():
            self.hang_up()
        if not self._is_open:
            self._open()
        self._backend.send_messages([message])

    def hang_up(self, *, politely: bool = True) -> None:
        """After a silence without politeness: QUIT would wait for an answer as long again."""
        smtp = getattr(self._backend, "connection", None)
        if not politely and isinstance(smtp, smtplib.SMTP):
            smtp.close()
            self._backend.connection = None
        self._backend.close()
        self._is_open = False

    def _open(self) -> None:
        # smtplib's own errors are OSErrors; a name that cannot be a host is a ValueError.
        try:
            self._backend.open()
        except (OSError, ValueError) as error:
            self.hang_up(politely=False)
            raise Unreachable(f"{type(error).__name__}: {error}"[:300]) from error
        self._is_open = True

    def _still_answers(self) -> bool:
        # A server may close after so many letters; then this letter was not lost half-way, which matters to decisions.
        smtp = getattr(self._backend, "connection", None)
        if not isinstance(smtp, smtplib.SMTP):
            return True
        try:
            return smtp.noop()[0] == 250
        except OSError:
            return False
