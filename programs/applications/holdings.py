"""What this slice keeps about people (law 09-08): for their download, and for their erasure.

A file belongs to the startup, so a sent one stays with its team and in the figures; the person's link to it goes.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Model, Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare, unlinked, values_of
from programs.applications.models import (
    Answers,
    Application,
    Correction,
    Extension,
    Message,
    Note,
    Screening,
    Version,
)
from programs.applications.states import ApplicationState
from startups.models import Startup

UNSENT = (ApplicationState.DRAFT, ApplicationState.LAPSED)
Rows = Iterable[dict[str, Any]]
#: Refused files 24 months; what became of a cohort is kept ten years for the funders (domain.md 1.7).
FILE, COHORT = 24, 120
PURPOSE, TALK = _("examining applications"), _("exchange between a team and the programme staff")
BASIS = _("request of the person (law 09-08, art. 4)")


def _applications(user: Any) -> Rows:
    mine = Q(created_by=user) | Q(startup__in=Startup.objects.of(user))
    told = ("startup__name", "call__slug", "state", "receipt", "created_at", "submitted_at")
    return [dict(row) for row in Application.objects.filter(mine).distinct().values(*told)]


def _erase_applications(user: Any) -> None:
    """A draft that nobody else can open any more goes with the person."""
    teams = Startup.objects.of(user)
    alone = Startup.objects.filter(pk__in=teams.values("pk")).annotate(
        members=Count("memberships", filter=Q(memberships__ended_at=None))
    )
    Application.objects.filter(startup__in=alone.filter(members=1), state__in=UNSENT).delete()
    Application.objects.filter(created_by=user).update(created_by=None)


def _of_file(model: str, months: int, export: Callable[[Any], Rows], erase: Callable[[Any], None]) -> Holding:
    return Holding(f"programs.{model}", PURPOSE, BASIS, months, export, erase)


def _of_talk(model: type[Model], author: str, fields: tuple[str, ...], *others: str) -> Holding:
    """What one person wrote in a row: handed out to her, and unlinked from her."""
    export, erase = values_of(model, author, *fields), unlinked(model, author, *others)
    return Holding(model._meta.label_lower, TALK, BASIS, COHORT, export, erase)


HOLDINGS = (
    _of_file("application", COHORT, _applications, _erase_applications),
    _of_file(
        "answers",
        FILE,
        values_of(Answers, "saved_by", "section_key", "data", "saved_at"),
        unlinked(Answers, "saved_by"),
    ),
    _of_file(
        "version",
        COHORT,
        values_of(Version, "sent_by", "number", "answers", "sent_at"),
        unlinked(Version, "sent_by", "decided_by"),
    ),
    _of_talk(Message, "author", ("text", "at")),
    _of_talk(Correction, "answered_by", ("answer", "answered_at"), "asked_by"),
    _of_talk(Extension, "granted_by", ("until", "reason", "granted_at")),
    _of_talk(Note, "author", ("text", "at")),
    _of_talk(Screening, "by", ("outcome", "reason", "at")),
)


def register() -> None:
    for holding in HOLDINGS:
        declare(holding)
