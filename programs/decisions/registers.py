"""What deciding puts on the desk: letters, and the queues of the staff."""

from collections.abc import Callable
from datetime import datetime
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

LIST, PUBLICATIONS = "admin:programs_application_changelist", "admin:programs_publication_changelist"


def register() -> None:
    notices.register()
    for position, (key, label, count, url) in enumerate(_queues(), start=10):
        add_queue(Queue(key, label, count, url, position=position))


def _queues() -> list[tuple[str, Any, Callable[..., Any], Callable[[Any], str]]]:
    """In the order of the day: key, label, what is counted, where it leads."""
    return [
        ("new_files", _("New applications to take"), _new, _list("state__exact=submitted")),
        ("my_files", _("My files to screen"), _mine, _list("state__exact=screening&officer=me")),
        ("to_decide", _("In review, not decided"), _undecided, _list("state__exact=in_review")),
        ("to_publish", _("Decisions waiting to be published"), _pending, _publish_url),
        ("leaving", _("Publications under way"), _leaving, lambda user: reverse(PUBLICATIONS)),
        ("reserve", _("A place is free and somebody waits"), _reserve, _list("state__exact=waitlisted")),
    ]


def _list(query: str) -> Callable[[Any], str]:
    return lambda user: f"{reverse(LIST)}?{query}"


def _new(user: Any, now: datetime) -> Any:
    return Application.objects.filter(state=ApplicationState.SUBMITTED)


def _mine(user: Any, now: datetime) -> Any:
    return Application.objects.filter(state=ApplicationState.SCREENING, officer=user)


def _undecided(user: Any, now: datetime) -> Any:
    in_review = Application.objects.filter(state=ApplicationState.IN_REVIEW)
    return in_review.exclude(pk__in=Decision.objects.live().values("application_id"))


def _pending(user: Any, now: datetime) -> Any:
    return Decision.objects.pending()


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


def _leaving(user: Any, now: datetime) -> Any:
    return Publication.objects.filter(state__in=[PublicationState.PREPARED, PublicationState.WAITING])


def _reserve(user: Any, now: datetime) -> Any:
    return calls_with_a_free_place()
