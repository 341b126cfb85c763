"""What this slice keeps about people (law 09-08): for their download, and for their erasure."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare
from services.introductions.models import FollowUp, Introduction, Target
from services.introductions.rules import knows_partner
from startups.queries import addresses

PURPOSE, CONTACT = _("introducing startups to partners"), _("asking partners whether they want to meet a startup")
BASIS, AGREED = _("request of the person (law 09-08, art. 4)"), _("agreement of the contact person")
#: What became of an introduction is told to the funders of a programme (domain.md 1.7).
MONTHS, CONTACT_MONTHS = 120, 36


def _introductions(user: Any) -> Iterable[dict[str, Any]]:
    rows = Introduction.objects.filter(Q(asked_by=user) | Q(officer=user)).with_card().prefetch_related("approaches")
    for row in rows:
        yield {
            "service": str(row.service),
            "startup": row.startup.name,
            "sought": row.kind,
            "named": row.named,
            "why": row.why,
            "summary": row.summary,
            "state": row.state,
            "partner": str(row.target) if row.target and knows_partner(row) else "",
            "at": row.asked_at,
        }


def _unlink_introductions(user: Any) -> None:
    Introduction.objects.filter(asked_by=user).update(asked_by=None)
    Introduction.objects.filter(officer=user).update(officer=None)


def _follow_ups(user: Any) -> Iterable[dict[str, Any]]:
    rows = FollowUp.objects.filter(by=user)
    return [dict(row) for row in rows.values("outcome", "agreement", "amount_mad", "answered_at")]


def _unlink_follow_ups(user: Any) -> None:
    FollowUp.objects.filter(by=user).update(by=None)


def _contacts(user: Any) -> Iterable[dict[str, Any]]:
    """Herself as the contact person of a partner, by an address she proved to be hers."""
    rows = Target.objects.filter(email__in=addresses(user)).with_card()
    return [{"organisation": str(row), "name": row.contact, "address": row.email} for row in rows]


def _forget_contacts(user: Any) -> None:
    """The partner stays without a person, and is asked no more until staff enter another."""
    Target.objects.filter(email__in=addresses(user)).update(contact="", email="", is_open=False)


HOLDINGS = (
    Holding("services.Introduction", PURPOSE, BASIS, MONTHS, _introductions, _unlink_introductions),
    Holding("services.FollowUp", PURPOSE, BASIS, MONTHS, _follow_ups, _unlink_follow_ups),
    Holding("services.Target", CONTACT, AGREED, CONTACT_MONTHS, _contacts, _forget_contacts),
)


def register() -> None:
    for holding in HOLDINGS:
        declare(holding)
