"""What this slice tells the floor: letters, reminders, work queues, personal data, and what goes with a merged startup."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare
from incubator.desk import Queue, add_queue
from incubator.documents import owners
from programs.statements import notices, planning
from programs.statements.measures import PROVED
from programs.statements.models import Statement
from programs.statements.queries import purpose_of
from startups import baggage

#: What funders may ask about is kept ten years (domain.md 1.7).
MONTHS = 120
LIST = "admin:programs_statement_changelist"


def _signed(user: Any) -> Iterable[dict[str, Any]]:
    rows = Statement.objects.filter(submitted_by=user).values("startup__name", "period__title_fr", "submitted_at")
    return [dict(row) for row in rows]


def _unlink(user: Any) -> None:
    for name in ("saved_by", "submitted_by", "verified_by"):
        Statement.objects.filter(**{name: user}).update(**{name: None})


def may_read_document(user: Any, document: Any) -> bool:
    return Statement.objects.visible_to(user).filter(pk=document.key).exists()


def _to_verify(user: Any, now: datetime) -> Any:
    return Statement.objects.submitted()


def _late(user: Any, now: datetime) -> Any:
    return Statement.objects.late(timezone.localdate(now))


def _to_call(user: Any, now: datetime) -> Any:
    return Statement.objects.to_call(timezone.localdate(now))


def _list(standing: str) -> Callable[[Any], str]:
    return lambda user: f"{reverse(LIST)}?standing={standing}"


def register() -> None:
    """Called once, when all apps are there."""
    notices.register()
    planning.register()
    for one in PROVED:
        owners.register(purpose_of(one.code), may_read=may_read_document, accepts="any")
    purpose, basis = _("figures for the partners' reports"), _("agreement with the partners")
    declare(Holding("programs.Statement", purpose, basis, MONTHS, _signed, _unlink))
    baggage.carry(baggage.plain(Statement))
    add_queue(Queue("statements.verify", _("Statements to verify"), _to_verify, _list("submitted"), position=60))
    add_queue(Queue("statements.late", _("Statements that are late"), _late, _list("late"), position=61))
    call = _("Statements asked for three times in vain: call the startup")
    add_queue(Queue("statements.call", call, _to_call, _list("to_call"), position=62, is_urgent=True))
