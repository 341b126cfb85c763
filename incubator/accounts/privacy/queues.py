"""What law 09-08 leaves for staff to do, on the admin's home."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import ErasureRequest
from incubator.accounts.privacy.queries import owed
from incubator.desk import Queue, add_queue


def _waiting(user: Any, now: datetime) -> Any:
    return ErasureRequest.objects.waiting()


def _waiting_url(user: Any) -> str:
    return reverse("admin:accounts_erasurerequest_changelist") + "?state__exact=open"


def _owed(user: Any, now: datetime) -> int:
    return len(owed())


def _owed_url(user: Any) -> str:
    return reverse("admin:accounts_notice_changelist")


def add_all() -> None:
    add_queue(Queue("erasure", _("Erasure requests to handle"), _waiting, _waiting_url, position=60, is_urgent=True))
    add_queue(Queue("cndp", _("Missing in the notice about personal data"), _owed, _owed_url, position=95))
