"""One spelling for an e-mail address, so that look-alikes cannot pass for somebody (reliability.md V41, B41, B48)."""

import unicodedata

from incubator.text import one_line

LONGEST = 254


def canonical(value: str) -> str:
    """The address as it is stored and compared: NFKC, no case, ASCII before the @, the domain as IDNA. Raises ValueError."""
    plain = unicodedata.normalize("NFKC", one_line(value)).casefold()
    local, at, domain = plain.rpartition("@")
    if not (local and at and domain and local.isascii()) or "@" in local:
        raise ValueError("not an address")
    # UnicodeError, which the codec raises for a domain that cannot be, is a ValueError.
    address = f"{local}@{domain.encode('idna').decode('ascii')}"
    if len(address) > LONGEST:
        raise ValueError("too long")
    return address


def limiter_key(value: str) -> str:
    """What counts as the same person for attempts: accents and case never make another one; dots and plus signs do."""
    plain = unicodedata.normalize("NFKD", one_line(value)).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char))
