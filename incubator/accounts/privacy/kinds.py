from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import ErasureRequest
from incubator.outbox.kinds import Kind, kinds


def answer(letter: Any) -> dict[str, Any] | None:
    request = ErasureRequest.objects.filter(pk=letter.key_of_thing).first()
    if request is None:
        return None
    return {"answer": request.answer, "asked_at": request.asked_at, "contact": settings.CONTROLLER_CONTACT}


def register() -> None:
    kinds.register(
        Kind("accounts.erasure_done", answer, label=_("Erasure carried out")),
        Kind("accounts.erasure_refused", answer, label=_("Erasure not granted")),
    )
