"""Facts of a startup, a request, an award and a tranche as values for `judging`; sums that must hold; the history of a file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import UserQuerySet
from incubator.journal.models import Entry
from services.funding.judging import ZERO, Facts, lacks
from services.funding.models import Award, Condition, FundingRequest, Instrument, Paper, Tranche
from services.funding.states import AwardState, Moment, PaperMoment, TrancheState
from services.funding.verbs import SILENT, words_of
from startups.models import Startup
from startups.queries import people, seats_of
from startups.states import LegalForm, TeamRole

#: Lines of history on the page of a request.
LATEST = 12
_MONEY = DecimalField(max_digits=12, decimal_places=2)


def facts_of_startup(startup: Startup) -> Facts:
    return Facts(
        on=timezone.localdate(),
        is_company=startup.legal_form not in {"", LegalForm.NOT_CREATED},
        founded_on=startup.founded_on,
        stage=startup.stage,
        trl=startup.trl,
        sectors=(startup.sector, *startup.other_sectors),
    )


def facts_of(request: FundingRequest, moment: str = PaperMoment.APPLICATION) -> Facts:
    """Of a request as it stands; after it was sent, the company is as old as it was on that day."""
    known = facts_of_startup(request.startup)
    sent = timezone.localdate(request.submitted_at) if request.submitted_at else known.on
    contributions = list(request.contributions.all())
    return replace(
        known,
        on=sent,
        costs=total_of(request),
        amount=request.amount_asked,
        own_declared=request.own_declared,
        own_verified=sum((one.amount for one in contributions if one.verified_at), ZERO),
        missing_papers=tuple(paper.name for paper in missing_papers(request, moment)),
    )


def total_of(request: FundingRequest) -> Decimal:
    return sum((line.amount for line in request.costs.all()), ZERO)


def missing_papers(request: FundingRequest, moment: str) -> list[Paper]:
    there = {piece.paper_id for piece in request.pieces.all()}
    return [one for one in request.instrument.papers.all() if one.moment == moment and one.pk not in there]


def facts_of_tranche(tranche: Tranche) -> Facts:
    """The first payment asks for the papers and the own money; each asks for its conditions and for its turn."""
    award = tranche.award
    standing = [one for one in award.tranches.all() if one.state != TrancheState.CANCELLED]
    before = [one.number for one in standing if one.number < tranche.number and not one.is_paid]
    is_first = not any(one.is_paid for one in standing if one.pk != tranche.pk)
    known = facts_of(award.request, PaperMoment.PAYMENT)
    return replace(
        known,
        amount=award.amount,
        is_signed=award.signed_on is not None,
        is_first_payment=is_first,
        missing_papers=known.missing_papers if is_first else (),
        unpaid_before=min(before, default=None),
        unmet=tuple(one.text for one in tranche.conditions.all() if not one.is_met),
    )


def lacks_of_startup(instrument: Instrument, startup: Startup) -> list[str]:
    """Before there is a request: what the startup itself lacks."""
    return lacks(instrument, facts_of_startup(startup), Moment.APPLICATION)


def taken_up(instrument: Instrument, startups: Iterable[Startup]) -> dict[int, str]:
    """Startups that have asked for this already, or have it, in a sentence each; two queries for all of them."""
    wanted = list(startups)
    asked = FundingRequest.objects.live().filter(instrument=instrument, startup__in=wanted)
    given = Award.objects.standing().filter(instrument=instrument, startup__in=wanted)
    told = dict.fromkeys(
        asked.values_list("startup", flat=True), _("Your startup already has a request for this instrument.")
    )
    return told | dict.fromkeys(given.values_list("startup", flat=True), _("Your startup already has this money."))


def in_the_way(instrument: Instrument, startups: Iterable[Startup]) -> list[tuple[Startup, list[str]]]:
    """Beside each startup what stands in the way of a request of hers; what is asked for elsewhere has no requests here."""
    wanted = list(startups)
    known = taken_up(instrument, wanted) if instrument.is_ours and wanted else {}
    return [(one, [known[one.pk]] if one.pk in known else lacks_of_startup(instrument, one)) for one in wanted]


def lacks_of_request(request: FundingRequest) -> list[str]:
    return lacks(request.instrument, facts_of(request), Moment.APPLICATION)


def lacks_of_award(request: FundingRequest, amount: Decimal | None = None) -> list[str]:
    facts = facts_of(request)
    return lacks(request.instrument, facts if amount is None else replace(facts, amount=amount), Moment.AWARD)


def lacks_of_tranche(tranche: Tranche) -> list[str]:
    return lacks(tranche.award.instrument, facts_of_tranche(tranche), Moment.TRANCHE)


def next_tranche(award: Award) -> Tranche | None:
    """The one whose turn it is."""
    standing = [one for one in award.tranches.all() if one.state not in {TrancheState.CANCELLED, TrancheState.PAID}]
    return min(standing, key=lambda one: one.number, default=None)


def files_of(user: Any) -> Any:
    return FundingRequest.objects.of_person(user).with_card().order_by("-created_at", "pk")


def writers(startup: Startup) -> UserQuerySet:
    """Who is told of money: the team's owners and editors."""
    return people(startup, TeamRole.OWNER, TeamRole.EDITOR)


@dataclass(frozen=True)
class Line:
    """One line of the history, in words."""

    words: str
    at: Any
    note: str


def history_of(request: FundingRequest, award: Award | None) -> list[Line]:
    """What happened to a request, its award and its tranches, the latest first; one query."""
    keys = _about(request) & ~Q(verb="award") if award else _about(request)
    if award is not None:
        for thing in (award, *award.tranches.all()):
            keys |= _about(thing)
    titles = {str(one.pk): str(one) for one in award.tranches.all()} if award else {}
    rows = Entry.objects.filter(keys).exclude(verb__in=SILENT)[:LATEST]
    return [Line(_words(row, titles), row.at, row.note) for row in rows]


def _words(row: Entry, titles: dict[str, str]) -> str:
    said = words_of(row.verb)
    return f"{titles.get(row.key, row.title)} – {said}" if row.kind == "services.tranche" else said


def _about(thing: Any) -> Q:
    return Q(kind=thing._meta.label_lower, key=str(thing.pk))


def drifted() -> list[Any]:
    """Rows whose counters are not the sums they repeat: never, or something is broken."""
    wrong: list[Any] = []
    for award in Award.objects.annotate(
        tranched=_sum("tranches__amount", _standing()), got=_sum("tranches__amount", _paid())
    ):
        is_live = award.state != AwardState.CANCELLED
        if award.got != award.paid_mad or (is_live and award.tranched != award.amount):
            wrong.append(award)
    live, over = ~Q(awards__state=AwardState.CANCELLED), Q(awards__state=AwardState.CANCELLED)
    sums = {
        "alive": _sum("awards__amount", live),
        "spent": _sum("awards__paid_mad", over),
        "out": _sum("awards__paid_mad", Q()),
    }
    rows = Instrument.objects.annotate(**sums)
    wrong += rows.exclude(committed_mad=F("alive") + F("spent"), paid_mad=F("out"))
    return wrong


def _standing() -> Q:
    return ~Q(tranches__state=TrancheState.CANCELLED)


def _paid() -> Q:
    return Q(tranches__state=TrancheState.PAID)


def _sum(field: str, condition: Q) -> Any:
    return Coalesce(Sum(field, filter=condition), ZERO, output_field=_MONEY)


def with_everything(requests: Any) -> Any:
    """What the page of a request and its judging read, in a fixed number of queries."""
    return requests.select_related("instrument", "startup").prefetch_related(
        "costs", "contributions", "pieces", "instrument__papers"
    )


def award_of(request: FundingRequest) -> Award | None:
    """With its tranches and their conditions."""
    found = Award.objects.filter(request=request).prefetch_related("tranches__conditions").first()
    if found is not None:
        found.request = request
        found.instrument = request.instrument
        for tranche in found.tranches.all():
            tranche.award = found
    return found


def offered(*, kind: str = "", sector: str = "", stage: str = "", where: str = "") -> list[Instrument]:
    """What can be asked for today, ours first, narrowed by the filters."""
    rows = Instrument.objects.offered()
    rows = rows.of_kind(kind) if kind else rows
    rows = rows.for_sector(sector) if sector else rows
    rows = rows.for_stage(stage) if stage else rows
    if where:
        rows = rows.filter(is_ours=where == "here")
    return list(rows)


def startups_of(user: Any) -> list[Startup]:
    return [seat.startup for seat in seats_of(user)] if user.is_authenticated else []


def paper_of(request: FundingRequest, key: str) -> Paper | None:
    is_number = key.isdecimal() and len(key) < 10
    return Paper.objects.filter(instrument=request.instrument_id, pk=int(key)).first() if is_number else None


def condition_of(request: FundingRequest, key: int) -> Condition | None:
    return Condition.objects.filter(tranche__award__request=request, pk=key).first()
