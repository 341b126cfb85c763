"""What the page of a request shows and offers, for one person: each read once."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from incubator.documents.models import Document
from services.catalogue.models import Service
from services.requests import rules
from services.requests.actions.asking import lacks
from services.requests.history import Line, history_of
from services.requests.models import PrototypeDetails, Request, RequestDelivery, RequestMessage, RequestScope
from services.requests.queries import (
    Next,
    appointments_of,
    bookable,
    files_of,
    machines_of,
    next_of,
    standing_delivery,
    standing_scope,
)
from services.requests.states import REQUEST, RequestState

S = RequestState
#: The way from the wish to the proof, as the page draws it.
COURSE = (S.SUBMITTED, S.TRIAGE, S.SCOPED, S.APPROVED, S.IN_PROGRESS, S.DELIVERED, S.CLOSED)


class Sheet:
    def __init__(self, request: Request, user: Any) -> None:
        self.request, self.user = request, user
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)

    @cached_property
    def next(self) -> Next:
        return next_of(self.request, self.now)

    @cached_property
    def scope(self) -> RequestScope | None:
        return standing_scope(self.request)

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        rows = self.scope.steps.all() if self.scope else []
        return [{"step": step, "is_late": step.is_late(self.today)} for step in rows]

    @cached_property
    def deliveries(self) -> list[RequestDelivery]:
        return list(self.request.deliveries.all())

    @cached_property
    def delivery(self) -> RequestDelivery | None:
        self.request.standing_deliveries = [one for one in self.deliveries if one.returned_at is None]  # type: ignore[attr-defined]
        return standing_delivery(self.request)

    @cached_property
    def appointments(self) -> list[dict[str, Any]]:
        """Each with who and what is there; nothing is asked when there are none."""
        rows = appointments_of(self.request)
        machines = machines_of(rows) if rows else {}
        return [{"booking": one, "machines": machines.get(str(one.pk), [])} for one in rows]

    @property
    def is_still_booked(self) -> bool:
        """The request is over, and times that were booked for it are still to come."""
        rows = self.appointments if self.request.is_over else []
        return any(row["booking"].is_live and row["booking"].starts_at > self.now for row in rows)

    @cached_property
    def bookable(self) -> list[Service]:
        return bookable(self.request) if self.may_write else []

    @cached_property
    def prototype(self) -> PrototypeDetails | None:
        if not self.request.makes_something:
            return None
        return PrototypeDetails.objects.filter(request=self.request).first()

    @cached_property
    def messages(self) -> list[RequestMessage]:
        return list(self.request.messages.select_related("author"))

    @cached_property
    def all_files(self) -> list[Document]:
        return files_of(self.request, self.deliveries)

    @cached_property
    def files(self) -> list[Document]:
        return [one for one in self.all_files if one.kind == "services.request"]

    @cached_property
    def delivered_files(self) -> list[Document]:
        keys = {str(self.delivery.pk)} if self.delivery else set()
        return [one for one in self.all_files if one.kind != "services.request" and one.key in keys]

    @cached_property
    def history(self) -> list[Line]:
        return history_of(self.request)

    @cached_property
    def lacks(self) -> list[str]:
        return lacks(self.request) if self.request.is_draft else []

    @cached_property
    def has_expired(self) -> bool:
        return self.scope is not None and self.scope.has_expired(self.today)

    @property
    def may_write(self) -> bool:
        return rules.may_write(self.user, self.request)

    @property
    def may_commit(self) -> bool:
        return rules.may_commit(self.user, self.request)

    @property
    def may_withdraw(self) -> bool:
        has_begun = self.request.paused_from == S.IN_PROGRESS
        return self.may_commit and REQUEST.allows("withdraw", self.request.state) and not has_begun

    @property
    def may_answer_scope(self) -> bool:
        return self.request.state == S.SCOPED and self.may_write and not self.has_expired

    @property
    def may_answer_delivery(self) -> bool:
        delivery = self.delivery
        return bool(self.request.state == S.DELIVERED and delivery and delivery.is_open and self.may_write)

    @property
    def may_talk(self) -> bool:
        return self.request.is_live and self.may_write

    @property
    def course(self) -> list[dict[str, Any]]:
        """The stations; while it is paused, the one where it waits."""
        here = self.request.paused_from or self.request.state
        at = COURSE.index(S(here)) if here in COURSE else -1
        return [
            {"label": state.label, "is_done": n < at or here == S.CLOSED, "is_current": n == at and here != S.CLOSED}
            for n, state in enumerate(COURSE)
        ]
