"""Who is told of what afterwards. People with an account open their own pages, others a signed link."""

from typing import Any

from events.afterwards.models import Certificate
from events.afterwards.rules import feedback_ends
from events.registrations.models import Registration
from incubator.outbox.post import post

UNIT = "events.afterwards"


def _post(kind: str, row: Registration, occasion: str, **more: Any) -> None:
    to = {"to": row.person} if row.person else {"to": row.email, "language": row.language}
    if row.address:
        post(f"{UNIT}.{kind}", about=row, once=f"{kind}:{row.pk}:{occasion}", **to, **more)


def certificate_issued(certificate: Certificate) -> None:
    _post("certificate_issued", certificate.registration, certificate.code)


def certificate_revoked(certificate: Certificate) -> None:
    _post("certificate_revoked", certificate.registration, certificate.code)


def feedback_asked(row: Registration) -> None:
    _post("feedback_asked", row, "1", not_after=feedback_ends(row.event))
