"""What this slice tells the floor: letters and reminders, files, personal data, work queues, what goes over in a merge."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.desk import Queue, add_queue
from incubator.documents import owners
from services.requests import holdings, letters, planning
from services.requests.actions import quarantine
from services.requests.actions.talking import FILE
from services.requests.actions.working import DELIVERED_FILE
from services.requests.models import Request, RequestDelivery
from services.requests.rules import may_read_file
from startups import baggage
from startups.models import Startup


def may_read_asked(user: Any, document: Any) -> bool:
    request = Request.objects.visible_to(user).with_card().filter(pk=document.key).first()
    return request is not None and may_read_file(user, request)


def may_read_delivered(user: Any, document: Any) -> bool:
    seen = Request.objects.visible_to(user).with_card()
    request = seen.filter(deliveries=document.key).first() if document.key.isdecimal() else None
    return request is not None and may_read_file(user, request)


def _of_delivery(document: Any) -> None:
    delivery = RequestDelivery.objects.filter(pk=document.key).first()
    if delivery is not None:
        quarantine.shut_away(delivery.request_id, document=document)


def _hold(goes: Startup, stays: Startup) -> None:
    """Nobody sends, accepts or closes meanwhile."""
    list(Request.objects.locked().filter(startup__in=[goes, stays]).order_by("pk").values_list("pk"))


def register() -> None:
    """Called once, when all apps are there."""
    holdings.register()
    letters.register()
    planning.register()
    baggage.carry(baggage.plain(Request, hold=_hold))
    owners.register(
        FILE,
        may_read=may_read_asked,
        accepts="any",
        on_infected=lambda document: quarantine.shut_away(document.key, document=document),
    )
    owners.register(DELIVERED_FILE, may_read=may_read_delivered, accepts="any", on_infected=_of_delivery)
    _queue("to_triage", _("Requests to triage"), _to_triage, 20)
    _queue("late", _("Requests that are late"), _late, 21, is_urgent=True)
    _queue("waiting", _("Requests that wait for an answer of ours"), _waiting, 22)


def _to_triage(user: Any, now: datetime) -> Any:
    return Request.objects.to_triage()


def _late(user: Any, now: datetime) -> Any:
    return Request.objects.late(now)


def _waiting(user: Any, now: datetime) -> Any:
    return Request.objects.waiting_for_staff()


def _queue(key: str, label: Any, rows: Callable[..., Any], position: int, *, is_urgent: bool = False) -> None:
    def url(_user: Any) -> str:
        return reverse("admin:services_request_changelist") + f"?queue={key}"

    add_queue(Queue(f"services.requests.{key}", label, rows, url, position=position, is_urgent=is_urgent))
