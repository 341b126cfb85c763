"""What this slice keeps about people (law 09-08): for their download, and for their erasure.

A file belongs to the startup, so a sent one stays with its team and in the figures; the person's link to it goes.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Model, Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare
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
PURPOSE, TALK, DESK = _("examining applications"), _("exchange with the team"), _("work of the programme staff")
BASIS = _("request of the person (law 09-08, art. 4)")


def _values(model: type[Model], link: str, *fields: str) -> Callable[[Any], Rows]:
    return lambda user: model._default_manager.filter(**{link: user}).values(*fields)


def _unlink(model: type[Model], *links: str) -> Callable[[Any], None]:
    def erase(user: Any) -> None:
        for link in links:
            model._default_manager.filter(**{link: user}).update(**{link: None})

    return erase


def _applications(user: Any) -> Rows:
    mine = Q(created_by=user) | Q(startup__in=Startup.objects.of(user))
    return (
        Application.objects.filter(mine)
        .distinct()
        .values("startup__name", "call__slug", "state", "receipt", "created_at", "submitted_at")
    )


def _erase_applications(user: Any) -> None:
    """A draft that nobody else can open any more goes with the person."""
    teams = Startup.objects.of(user)
    alone = Startup.objects.filter(pk__in=teams.values("pk")).annotate(
        members=Count("memberships", filter=Q(memberships__ended_at=None))
    )
    Application.objects.filter(startup__in=alone.filter(members=1), state__in=UNSENT).delete()
    Application.objects.filter(created_by=user).update(created_by=None)


def register() -> None:
    for holding in (
        Holding("programs.application", PURPOSE, BASIS, COHORT, _applications, _erase_applications),
        Holding(
            "programs.answers",
            PURPOSE,
            BASIS,
            FILE,
            _values(Answers, "saved_by", "section_key", "data", "saved_at"),
            _unlink(Answers, "saved_by"),
        ),
        Holding(
            "programs.version",
            PURPOSE,
            BASIS,
            COHORT,
            _values(Version, "sent_by", "number", "answers", "sent_at"),
            _unlink(Version, "sent_by", "decided_by"),
        ),
        Holding(
            "programs.message",
            TALK,
            BASIS,
            COHORT,
            _values(Message, "author", "text", "at"),
            _unlink(Message, "author"),
        ),
        Holding(
            "programs.correction",
            TALK,
            BASIS,
            COHORT,
            _values(Correction, "answered_by", "answer", "answered_at"),
            _unlink(Correction, "asked_by", "answered_by"),
        ),
        Holding(
            "programs.extension",
            DESK,
            BASIS,
            COHORT,
            _values(Extension, "granted_by", "until", "reason"),
            _unlink(Extension, "granted_by"),
        ),
        Holding("programs.note", DESK, BASIS, COHORT, _values(Note, "author", "text", "at"), _unlink(Note, "author")),
        Holding(
            "programs.screening",
            DESK,
            BASIS,
            COHORT,
            _values(Screening, "by", "outcome", "reason", "at"),
            _unlink(Screening, "by"),
        ),
    ):
        declare(holding)
