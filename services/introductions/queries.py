"""What became of introductions, for pages and for the report (I11). All of it in SQL."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from incubator.accounts.models import User
from incubator.moments import midnight
from services.introductions.models import FollowUp, Introduction, IntroductionQuerySet
from services.introductions.states import DONE, Outcome
from services.introductions.states import IntroductionState as S
from startups.queries import owners, people
from startups.states import TeamRole

#: An introduction is judged when both had so many days (domain.md 2.3, I11).
MATURE = timedelta(days=90)
#: The staff look after whoever keeps silent for so long.
SILENT = timedelta(days=7)


@dataclass(frozen=True)
class Outcomes:
    """Introductions made in a period and what was known of them at its end or later; `mature` had ninety days by then."""

    made: int
    mature: int
    succeeded: int
    counts: dict[str, int]
    amount: Decimal

    @property
    def rate(self) -> Decimal | None:
        """I11: share of the mature ones that led to a contract, order, pilot, partnership, investment or hire."""
        return Decimal(self.succeeded * 100) / self.mature if self.mature else None


def with_outcome(
    rows: QuerySet[Introduction, Introduction], known_at: datetime
) -> QuerySet[Introduction, Introduction]:
    """`outcome` and `amount` beside each row: signed once either side said so, else the latest word; the latest amount told."""
    told = FollowUp.objects.filter(introduction=OuterRef("pk"), answered_at__lt=known_at).order_by(
        "-answered_at", "-pk"
    )
    signed = told.filter(outcome=Outcome.SIGNED)
    first = Subquery(told.values("outcome")[:1])
    amount = Subquery(signed.exclude(amount_mad=None).values("amount_mad")[:1])
    return rows.annotate(is_signed=Exists(signed), last_word=first, amount=amount)


def outcomes(since: date, until: date, *, known_on: date | None = None, of: Any = None) -> Outcomes:
    """Of the introductions made on the days from `since` to `until`, as known at the end of `known_on` (or of `until`); one query."""
    known_at = midnight((known_on or until) + timedelta(days=1))
    rows: Any = Introduction.objects.all() if of is None else of
    made = rows.filter(made_at__gte=midnight(since), made_at__lt=min(midnight(until + timedelta(days=1)), known_at))
    told = with_outcome(made.filter(state__in=DONE).order_by(), known_at)
    is_mature, unsigned = Q(made_at__lt=known_at - MATURE), Q(is_signed=False)
    counted = {one.value: Count("pk", filter=unsigned & Q(last_word=one)) for one in Outcome if one != Outcome.SIGNED}
    found = told.aggregate(
        made=Count("pk"),
        mature=Count("pk", filter=is_mature),
        succeeded=Count("pk", filter=is_mature & Q(is_signed=True)),
        signed=Count("pk", filter=Q(is_signed=True)),
        unknown=Count("pk", filter=Q(last_word=None)),
        amount_told=Sum("amount"),
        **counted,
    )
    counts = {one.value: found[one.value] for one in Outcome} | {"unknown": found["unknown"]}
    amount = found["amount_told"] or Decimal(0)
    return Outcomes(found["made"], found["mature"], found["succeeded"], counts, amount)


def writers(introduction: Introduction) -> list[User]:
    """Whom the house writes to on the startup's side: who asked, while she is in the team and may write; else its owners."""
    asked = people(introduction.startup, TeamRole.OWNER, TeamRole.EDITOR).filter(pk=introduction.asked_by_id or 0)
    return list(asked) or list(owners(introduction.startup))


def to_match(rows: IntroductionQuerySet, now: datetime) -> IntroductionQuerySet:
    return rows.filter(state=S.REQUESTED)


def silent(rows: IntroductionQuerySet, now: datetime) -> IntroductionQuerySet:
    return rows.filter(state__in=[S.OFFERED, S.AGREED], moved_at__lt=now - SILENT)


def follow_up_missing(rows: IntroductionQuerySet, now: datetime) -> IntroductionQuerySet:
    """Somebody was asked a week ago what became of it, and has not answered."""
    late = FollowUp.objects.open().filter(introduction=OuterRef("pk"), due_on__lt=timezone.localdate(now) - SILENT)
    return rows.filter(Exists(late)).order_by(F("made_at").asc())
