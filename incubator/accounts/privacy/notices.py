from incubator.accounts.models import ErasureRequest
from incubator.outbox.post import post


def erasure_done(request: ErasureRequest, *, address: str, language: str) -> None:
    """To the address she had: afterwards nobody knows it any more."""
    post("accounts.erasure_done", to=address, about=request, once=f"erasure_done:{request.pk}", language=language)


def erasure_refused(request: ErasureRequest) -> None:
    post("accounts.erasure_refused", to=request.person, about=request, once=f"erasure_refused:{request.pk}")
