"""The only code that fetches an address somebody typed (reliability.md R13): a coach's own calendar, read by the worker.

Only https, only public addresses, and the connection goes to the very address that was looked at: a name that answers
otherwise the second time gains nothing. Size, time, redirects and kind of content are bounded; nothing of ours is sent along.
"""

import http.client
import ipaddress
import socket
import ssl
import time as clock
from contextlib import closing, suppress
from threading import Timer
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

from incubator.errors import Refused
from services.calendar.busyfile import MOST_BYTES

MOST_SECONDS, MOST_REDIRECTS, PORT = 10.0, 2, 443
REDIRECTS = {301, 302, 303, 307, 308}
KINDS = {"text/calendar", "text/x-vcalendar", "application/ics"}
HEADERS = {"User-Agent": "incubator-portal", "Accept": "text/calendar", "Accept-Encoding": "identity"}


class _Pinned(http.client.HTTPSConnection):
    """Speaks with one address under the name that was asked for."""

    def __init__(self, host: str, port: int, *, address: str, seconds: float) -> None:
        self.secure = ssl.create_default_context()
        super().__init__(host, port, timeout=seconds, context=self.secure)
        self.address = address

    def connect(self) -> None:
        bare = socket.create_connection((self.address, self.port), timeout=self.timeout)
        self.sock = sock = self.secure.wrap_socket(bare, server_hostname=self.host, do_handshake_on_connect=False)
        sock.do_handshake()

    def cut(self) -> None:
        """Whatever the other side does, it ends here."""
        if self.sock:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def fetch(url: str) -> bytes:
    """What stands at the address; raises Refused with a sentence for the coach."""
    ends = clock.monotonic() + MOST_SECONDS
    for _step in range(MOST_REDIRECTS + 1):
        answer = _ask(url, seconds=max(0.1, ends - clock.monotonic()))
        if isinstance(answer, bytes):
            return answer
        url = urljoin(url, answer)
    raise Refused(_("The address leads on and on to other addresses."))


def check(url: str) -> tuple[str, int, str]:
    """(host, port, path) of an https address; raises Refused."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORT
    except ValueError as odd:
        raise Refused(_("This is not a web address.")) from odd
    if parts.scheme != "https" or not host or parts.username or parts.password or not url.isascii():
        raise Refused(_("The address must begin with https:// and hold no user name."))
    return host, port, parts.path + (f"?{parts.query}" if parts.query else "") or "/"


def is_public(address: str) -> bool:
    """Nothing of the house, of this machine, of the link, nothing reserved; also not wrapped in an IPv6 address."""
    found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if inner is not None:
        return is_public(str(inner))
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _resolve(host: str, port: int) -> str:
    """One address of the name. Every one must be public: a name that mixes both is not trusted."""
    try:
        found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as unknown:
        raise Refused(_("The address was not found.")) from unknown
    if not found or not all(is_public(one) for one in found):
        raise Refused(_("The address is not a public one."))
    return found[0]


def _ask(url: str, *, seconds: float) -> bytes | str:
    """The content, or the address it leads on to."""
    host, port, path = check(url)
    connection = _Pinned(host, port, address=_resolve(host, port), seconds=seconds)
    timer = Timer(seconds, connection.cut)
    timer.daemon = True
    with closing(connection):
        try:
            timer.start()
            connection.request("GET", path, headers=HEADERS)
            with closing(connection.getresponse()) as answer:
                return _read(answer)
        except (OSError, http.client.HTTPException, ValueError) as broken:
            raise Refused(_("The address did not answer, or not in time.")) from broken
        finally:
            timer.cancel()


def _read(answer: Any) -> bytes | str:
    if answer.status in REDIRECTS and answer.getheader("Location"):
        return str(answer.getheader("Location"))
    if answer.status != 200:
        raise Refused(_("The address answered with the error %(status)d.") % {"status": answer.status})
    if answer.getheader("Content-Type", "").split(";")[0].strip().lower() not in KINDS:
        raise Refused(_("There is no calendar at this address."))
    content: bytes = answer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(_("The calendar is larger than 1 MB."))
    return content
