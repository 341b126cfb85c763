"""What this slice keeps about people (law 09-08): who receives startups and when, and who may use a machine."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare
from services.calendar.models import Absence, Authorisation, Busy, Engagement, Hours, Provider
from services.calendar.states import ProviderState

PURPOSE, BASIS = _("meetings between startups and those who accompany them"), _("your agreement to receive startups")
SAFETY, DUTY = _("safety at the machines"), _("duty of the host (law 09-08, art. 4)")
#: Meetings are told to the funders of a programme for this long (domain.md 1.7).
MONTHS = 36


def _providers(user: Any) -> Iterable[dict[str, Any]]:
    names = ("kind", "state", "about", "skills", "languages", "zone", "monthly_minutes", "video_url", "busy_url")
    return [dict(row) for row in Provider.objects.filter(person=user).values(*names)]


def _end(user: Any) -> None:
    """Her meetings of the past keep their place in the counts; what she said of herself goes."""
    blank = {"about": "", "skills": [], "languages": [], "video_url": "", "busy_url": "", "busy_error": ""}
    Provider.objects.filter(person=user).update(state=ProviderState.LEFT, feed_hash=None, **blank)


def _hours(user: Any) -> Iterable[dict[str, Any]]:
    names = ("weekday", "day", "starts", "ends", "site__code", "by_video", "season", "since", "until")
    return [dict(row) for row in Hours.objects.filter(provider__person=user).values(*names)]


def _absences(user: Any) -> Iterable[dict[str, Any]]:
    names = ("starts_at", "ends_at", "reason", "state")
    return [dict(row) for row in Absence.objects.filter(provider__person=user).values(*names)]


def _busy(user: Any) -> Iterable[dict[str, Any]]:
    return [dict(row) for row in Busy.objects.filter(provider__person=user).values("starts_at", "ends_at", "origin")]


def _engagements(user: Any) -> Iterable[dict[str, Any]]:
    rows = Engagement.objects.filter(provider__person=user)
    return [dict(row) for row in rows.values("title", "blocked_from", "blocked_to", "is_live")]


def _authorisations(user: Any) -> Iterable[dict[str, Any]]:
    names = ("resource__code", "since", "until", "revoked_at", "note")
    return [dict(row) for row in Authorisation.objects.filter(person=user).values(*names)]


def _forget(model: Any) -> Any:
    return lambda user: model.objects.filter(provider__person=user).delete()


def _keep(user: Any) -> None:
    """When somebody was with whom is counted; the row names her account only, which is blanked."""


def _unauthorise(user: Any) -> None:
    Authorisation.objects.filter(person=user).delete()


HOLDINGS = (
    Holding("services.Provider", PURPOSE, BASIS, MONTHS, _providers, _end),
    Holding("services.Hours", PURPOSE, BASIS, MONTHS, _hours, _forget(Hours)),
    Holding("services.Absence", PURPOSE, BASIS, MONTHS, _absences, _forget(Absence)),
    Holding("services.Busy", PURPOSE, BASIS, MONTHS, _busy, _forget(Busy)),
    Holding("services.Engagement", PURPOSE, BASIS, MONTHS, _engagements, _keep),
    Holding("services.Authorisation", SAFETY, DUTY, MONTHS, _authorisations, _unauthorise),
)


def register() -> None:
    for holding in HOLDINGS:
        declare(holding)
