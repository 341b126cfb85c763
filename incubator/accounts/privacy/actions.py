"""What law 09-08 lets people ask, and what staff answer. Every step stands in the journal."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import ErasureRequest, Notice, User
from incubator.accounts.people.actions import end_sessions
from incubator.accounts.personal_data import holdings
from incubator.accounts.privacy import notices
from incubator.accounts.queries import other_superusers
from incubator.accounts.states import ERASURE
from incubator.errors import Refused
from incubator.journal.models import record


@transaction.atomic
def ask_erasure(person_id: int, *, by: User, reason: str = "") -> ErasureRequest:
    """Asked twice, it stays one request."""
    person = User.objects.select_for_update(no_key=True).get(pk=person_id)
    if waiting := ErasureRequest.objects.waiting().filter(person=person).first():
        return waiting
    asked = ErasureRequest.objects.create(person=person, reason=reason)
    record("ask_erasure", asked, by=by)
    return asked


@transaction.atomic
def carry_out(request_id: int, *, by: User) -> ErasureRequest:
    """Erases what every unit holds about the person; a unit that must not may raise Refused, and then nothing is erased."""
    request = ErasureRequest.objects.locked().select_related("person").get(pk=request_id)
    address, language = request.person.email, request.person.language
    _move(request, "carry_out", by=by)
    erase(request.person)
    notices.erasure_done(request, address=address, language=language)
    return request


@transaction.atomic
def refuse(request_id: int, *, by: User, reason: str) -> ErasureRequest:
    request = ErasureRequest.objects.locked().select_related("person").get(pk=request_id)
    request.answer = reason
    _move(request, "refuse", by=by, note=reason)
    notices.erasure_refused(request)
    return request


def _move(request: ErasureRequest, verb: str, *, by: User, note: str = "") -> None:
    request.state = ERASURE.after(verb, request.state)
    request.handled_at, request.handled_by = timezone.now(), by
    request.save(update_fields=["state", "answer", "handled_at", "handled_by"])
    record(verb, request, by=by, note=note)


def erase(person: User) -> None:
    """The units above first, the account last: they may still need to know who it was."""
    if person.is_superuser and not other_superusers(person).exists():
        raise Refused(_("The portal keeps at least one administrator."))
    end_sessions(person)
    for holding in reversed(holdings.values()):
        holding.erase(person)


@transaction.atomic
def note_download(person: User) -> None:
    record("download_data", person, by=person)


@transaction.atomic
def publish_notice(notice_id: int, *, by: Any) -> Notice:
    """From now on this text holds; it is never edited again."""
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    if notice.published_at:
        raise Refused(_("This version is published already."))
    notice.published_at = timezone.now()
    notice.save(update_fields=["published_at"])
    record("publish_notice", notice, by=by)
    return notice
