"""Reads that several pages share, and the one answer to "may this still be sent?"."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    prefetch_related_objects,
)

from incubator.documents.models import Document
from incubator.prepared import prepared
from programs.applications.models import Application, ApplicationQuerySet, Correction, Extension, Version
from programs.applications.states import ApplicationState, CorrectionState, VersionState
from programs.calls.models import Call
from startups.models import Membership, Startup
from startups.queries import Double, looks_like

A_MINUTE = timedelta(minutes=1)


def deadline(application: Application) -> datetime:
    """The closing of the call or, when it is later, the extension of this file."""
    return max([application.call.closes_at, *_extended(application)])


def _extended(application: Application) -> list[datetime]:
    """Days of its extensions that stand; known to a file that `with_call` has seen."""
    known: list[datetime] | None = application.__dict__.get("_extended")
    if known is not None:
        return known
    return [extension.until for extension in application.extensions.all() if extension.revoked_at is None]


def may_still_send(application: Application, at: datetime) -> bool:
    """True until the deadline and the call's minutes of grace are over; `at` is when the request arrived.

    The only place that knows: sending, saving, the closing task and every page ask here.
    """
    return at < deadline(application) + application.call.grace


def uses_grace(application: Application, at: datetime) -> bool:
    return deadline(application) <= at


def may_still_correct(correction: Correction, at: datetime) -> bool:
    """A correction has a deadline of its own, with the same minutes of grace."""
    return at < correction.due_at + correction.application.call.grace


def over_at() -> ExpressionWrapper:
    """The same as `may_still_send` in SQL, extensions aside."""
    return ExpressionWrapper(F("call__closes_at") + F("call__grace_minutes") * A_MINUTE, output_field=DateTimeField())


def due_to_close(now: datetime) -> QuerySet[Application]:
    """Working copies whose time is over: drafts, files being edited again, and promises to send."""
    later = Extension.objects.filter(
        application=OuterRef("pk"), revoked_at=None, until__gt=now - F("application__call__grace_minutes") * A_MINUTE
    )
    open_copy = (
        Q(state=ApplicationState.DRAFT) | Q(is_editing=True) | Q(state=ApplicationState.LAPSED, send_at_closing=True)
    )
    return (
        Application.objects.annotate(over_at=over_at())
        .filter(open_copy, over_at__lte=now)
        .exclude(Exists(later))
        .order_by("over_at", "pk")
    )


def due_corrections(now: datetime) -> QuerySet[Correction]:
    over = ExpressionWrapper(
        F("due_at") + F("application__call__grace_minutes") * A_MINUTE, output_field=DateTimeField()
    )
    return (
        Correction.objects.annotate(over_at=over)
        .filter(state=CorrectionState.OPEN, over_at__lte=now)
        .order_by("over_at", "pk")
    )


def answers_of(application: Application) -> dict[str, Any]:
    """The working copy: {question key: value} over all sections."""
    return {key: value for row in application.answers.all() for key, value in row.data.items()}


def role_of(user: Any, application: Application) -> str:
    """What the person is in the team of this file: owner, editor, reader, or nothing. Brings the startup along.

    One query for each person and file in hand, however many rules ask.
    """
    known: dict[int, str] = application.__dict__.setdefault("_roles", {})
    if user.pk not in known:
        seat = next(iter(_seat(application.startup_id, user.pk)), None)
        known[user.pk] = seat.role if seat else ""
        if seat:
            application.startup = seat.startup
    return known[user.pk]


@prepared
def _seat(startup: int, person: int) -> QuerySet[Membership]:
    return Membership.objects.live().filter(startup=startup, person=person).select_related("startup")[:1]


def look_alikes(startup: Startup) -> list[Double]:
    """Other records on file that may be the same company."""
    return looks_like(
        name=startup.name,
        ice=startup.ice,
        rc_number=startup.rc_number,
        rc_court=startup.rc_court,
        apart_from=startup.pk,
    )


def team_of(application: Application) -> list[Any]:
    """The people of the team who can be written to."""
    seats = Membership.objects.live().filter(startup_id=application.startup_id, person__is_active=True)
    return [seat.person for seat in seats.select_related("person")]


def with_call(application: Application) -> Application:
    """Brings the call with its cohort and programme, and what moves the deadline."""
    call: Any = _call(application.call_id, application.pk)[0]
    application.call, application.cohort = call, call.cohort
    application.__dict__["_extended"] = call.extended
    prefetch_related_objects([application], "corrections")
    return application


@prepared
def _call(call: int, application: UUID) -> QuerySet[Call]:
    extended = Extension.objects.filter(application=application, revoked_at=None).order_by("until").values("until")
    return Call.objects.with_card().filter(pk=call).annotate(extended=ArraySubquery(extended))


def open_correction(application: Application) -> Correction | None:
    """The request that waits for the team, if there is one."""
    found = next((row for row in application.corrections.all() if row.state == CorrectionState.OPEN), None)
    if found is not None:
        found.application = application
    return found


def current_version(application: Application) -> Version | None:
    return application.versions.filter(is_current=True).select_related("sent_by").first()


def waiting_late(application: Application) -> Version | None:
    """What arrived too late and waits for the staff's word."""
    return application.versions.filter(state=VersionState.LATE).first()


def files_of(application: Application) -> QuerySet[Document]:
    return Document.objects.about(application)


def bytes_attached(application: Application) -> int:
    return sum(files_of(application).values_list("size", flat=True))


def sent_files(application: Application) -> set[str]:
    """The uids of all files that some sent version names; these are kept whatever happens to the working copy."""
    return {
        value["uid"]
        for answers in application.versions.values_list("answers", flat=True)
        for value in answers.values()
        if isinstance(value, dict) and "uid" in value
    }


def files_of_person(user: Any) -> ApplicationQuerySet:
    """All files of her teams, the latest first, with what a row of a list shows."""
    mine = Application.objects.filter(startup__in=Startup.objects.of(user)).with_card()
    return mine.prefetch_related("extensions").order_by("-created_at", "pk")


def with_deadlines(rows: Iterable[Application]) -> list[Application]:
    """The rows of a list, each told until when it may be sent."""
    told = list(rows)
    for application in told:
        application.deadline = deadline(application)  # type: ignore[attr-defined]
    return told


def live_files(user: Any, call: Call) -> list[Application]:
    """What her teams have under way already for the places of this call."""
    return with_deadlines(files_of_person(user).live().filter(cohort=call.cohort_id))
