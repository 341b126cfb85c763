"""What deciding puts on the desk: letters, and the queues of the staff."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.desk import Queue, add_queue
from programs.applications.models import Application
from programs.applications.states import ApplicationState
from programs.decisions import notices
from programs.decisions.models import Decision, Publication
from programs.decisions.queries import calls_with_a_free_place
from programs.decisions.states import PublicationState

LIST = "admin:programs_application_changelist"


def register() -> None:
    notices.register()
    add_queue(
        Queue(
            "new_files",
            _("New applications to take"),
            _new,
            lambda user: _filtered("state__exact=submitted"),
            position=10,
        )
    )
    add_queue(
        Queue(
            "my_files",
            _("My files to screen"),
            _mine,
            lambda user: _filtered("state__exact=screening&officer=me"),
            position=11,
        )
    )
    add_queue(
        Queue(
            "to_decide",
            _("In review, not decided"),
            _undecided,
            lambda user: _filtered("state__exact=in_review"),
            position=14,
        )
    )
    add_queue(Queue("to_publish", _("Decisions waiting to be published"), _pending, _publish_url, position=15))
    add_queue(
        Queue(
            "leaving",
            _("Publications under way"),
            _leaving,
            lambda user: reverse("admin:programs_publication_changelist"),
            position=16,
        )
    )
    add_queue(
        Queue(
            "reserve",
            _("A place is free and somebody waits"),
            _reserve,
            lambda user: _filtered("state__exact=waitlisted"),
            position=17,
        )
    )


def _filtered(query: str) -> str:
    return f"{reverse(LIST)}?{query}"


def _new(user: Any) -> int:
    return Application.objects.filter(state=ApplicationState.SUBMITTED).count()


def _mine(user: Any) -> int:
    return Application.objects.filter(state=ApplicationState.SCREENING, officer=user).count()


def _undecided(user: Any) -> int:
    in_review = Application.objects.filter(state=ApplicationState.IN_REVIEW)
    return in_review.exclude(pk__in=Decision.objects.live().values("application_id")).count()


def _pending(user: Any) -> int:
    return Decision.objects.pending().count()


def _publish_url(user: Any) -> str:
    call_id = (
        Decision.objects.pending()
        .values_list("application__call_id", flat=True)
        .order_by("application__call__closes_at")
        .first()
    )
    return (
        reverse("admin:programs_publication_pending", args=[call_id])
        if call_id
        else reverse("admin:programs_publication_changelist")
    )


def _leaving(user: Any) -> int:
    return Publication.objects.filter(state__in=[PublicationState.PREPARED, PublicationState.WAITING]).count()


def _reserve(user: Any) -> int:
    return len(calls_with_a_free_place())
