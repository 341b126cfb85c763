from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from services.catalogue.models import Service
from services.introductions import notices
from services.introductions.actions.moving import end, held
from services.introductions.discreet import tells_who
from services.introductions.models import Introduction
from services.introductions.rules import is_for_introductions
from services.introductions.states import IntroductionState, Reply
from services.ledger import actions as ledger
from services.ledger.needs import missing
from startups.models import Startup


@dataclass(frozen=True)
class Wish:
    """Whom a startup wants to meet, why (for the staff), and what the partner may read before both agree."""

    kind: str
    why: str
    summary: str
    named: str = ""


@transaction.atomic
def ask(startup_id: int, service: Service, wish: Wish, *, by: Any) -> Introduction:
    """Reserves the price; raises Refused with what is missing. The startup's name may not stand in the summary.

    The same wish sent twice is one.
    """
    startup = Startup.objects.held(startup_id)
    if not (is_for_introductions(service) and Service.objects.offered().filter(pk=service.pk).exists()):
        raise Refused(_("This service is not offered any more."))
    if lacks := missing(startup, service):
        raise Refused(" ".join(lacks))
    discreet(wish.summary, startup)
    words = {"kind": wish.kind, "named": wish.named, "why": wish.why, "summary": wish.summary}
    if known := Introduction.objects.open().filter(startup=startup, service=service, **words).first():
        return known
    made = Introduction.objects.create(startup=startup, service=service, asked_by=by, **words)
    ledger.hold(startup.pk, service, made, amount=service.price, on=timezone.localdate(), by=by)
    record("ask", made, by=by)
    return made


def discreet(summary: str, startup: Startup) -> None:
    """Raises Refused beside the field when the text tells who the startup is."""
    told = tells_who(summary, startup)
    if told == "name":
        raise Refused(
            _("Leave out the name of your startup: the partner reads this before both agree."), field="summary"
        )
    if told == "address":
        raise Refused(
            _("Leave out web and e-mail addresses: the partner reads this before both agree."), field="summary"
        )


@transaction.atomic
def withdraw(pk: Any, *, by: Any, reason: str = "") -> Introduction:
    """The startup no longer wants it. A partner that was asked, or has agreed, is told; twice is once."""
    introduction = held(pk)
    if introduction.state == IntroductionState.WITHDRAWN:
        return introduction
    asked = introduction.approaches.filter(reply__in=["", Reply.AGREED]).select_related("target").last()
    end(introduction, "withdraw", by=by, reason=reason)
    if asked:
        notices.called_off(asked)
    return introduction
