"""The certificate on paper, from the facts that were frozen when it was issued; one, or all of an event as an archive."""

import zipfile
from collections.abc import Iterator
from datetime import date
from io import RawIOBase
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from events.afterwards.models import Certificate
from events.agenda.states import EventKind
from incubator import paper, spoken
from incubator.certificates.papers import confirmation
from incubator.paper import apart
from incubator.words import pick


def title_of(certificate: Certificate) -> str:
    return pick(certificate.facts.get("titles", {}))


def kind_of(certificate: Certificate) -> str:
    code = certificate.facts.get("kind", "")
    return str(EventKind(code).label) if code in EventKind.values else ""


def days_of(certificate: Certificate) -> str:
    """18 décembre 2026, or the first and the last of several."""
    days = [date.fromisoformat(told) for told in certificate.facts.get("days", [])]
    if len(days) < 2:
        return spoken.day(days[0]) if days else ""
    told = {"first": spoken.day(days[0]), "last": spoken.day(days[-1]), "count": len(days)}
    words = ngettext(
        "%(count)d day between %(first)s and %(last)s", "%(count)d days between %(first)s and %(last)s", len(days)
    )
    return words % told


def hours_of(certificate: Certificate) -> str:
    minutes = int(certificate.facts.get("minutes", 0))
    hours = spoken.number(round(minutes / 60, 1))
    return _("%(hours)s h") % {"hours": hours} if minutes else ""


def check_url(certificate: Certificate) -> str:
    return settings.SITE_URL + certificate.get_absolute_url()


def facts(certificate: Certificate) -> dict[str, Any]:
    told = certificate.facts
    organisers = told.get("organisers") or [_(settings.PORTAL_NAME)]
    pairs = [
        [_("Date"), days_of(certificate)],
        [_("Length"), hours_of(certificate)],
        [_("Place"), apart(told.get("place", ""))],
        [_("Organised by"), "\n".join(apart(name) for name in organisers)],
        [_("Issued on"), spoken.day(certificate.issued_at)],
    ]
    return {
        "title": _("Certificate of attendance"),
        "head": _(settings.PORTAL_NAME),
        "lead": _("It is certified that"),
        "name": apart(told.get("name", "")),
        "took_part": _("took part in"),
        "event": apart(title_of(certificate)),
        "kind": kind_of(certificate),
        "pairs": [[name, value] for name, value in pairs if value],
        **confirmation(certificate.code, check_url(certificate)),
    }


def pdf(certificate: Certificate) -> bytes:
    """In the language of the page."""
    return paper.pdf("events/afterwards/certificate.typ", facts(certificate))


class _Pipe(RawIOBase):
    """What a ZIP writer pours in is taken out piece by piece: nothing of it is kept."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def drain(self) -> bytes:
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def archive(certificates: list[Certificate]) -> Iterator[bytes]:
    """A ZIP, drawn paper by paper while it is sent; the language is that of the page that asked."""
    language, pipe = get_language() or settings.LANGUAGE_CODE, _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as box:
        for number, certificate in enumerate(certificates, start=1):
            with override(language):
                made = pdf(certificate)
            box.writestr(f"{number:03d}-{certificate.code}.pdf", made)
            yield pipe.drain()
    yield pipe.drain()
