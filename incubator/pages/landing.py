"""What the first page says, read from rows in four queries: the call with the partners, its questions, the key figures, the next events."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Min, OuterRef, QuerySet, Sum, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.agenda import queries, telling
from events.agenda.models import Event
from incubator import spoken
from incubator.prepared import prepared
from incubator.words import pick
from programs.calls.models import Call, QuestionAndAnswer
from programs.calls.queries import faq
from programs.calls.states import Phase
from programs.cohorts.models import Enrolment
from programs.partners.models import Partner, Programme

#: Figures about few people say who they are, and figures about nobody say nothing.
FEWEST = 5
MOST_PHASES = 6


class Step(NamedTuple):
    """One phase of a programme, in the words of the page."""

    name: str
    when: str
    text: str


class Fact(NamedTuple):
    value: str
    label: str


class Coming(NamedTuple):
    """One of the next events, in words."""

    event: Event
    day: date
    begins: str
    place: str
    places: telling.Told | None


class Moment(NamedTuple):
    when: str
    what: str
    is_now: bool = False


@dataclass(frozen=True)
class Landing:
    call: Call | None
    others: list[Call]
    programme: Programme | None
    steps: list[Step]
    facts: list[Fact]
    moments: list[Moment]
    questions: list[QuestionAndAnswer]
    partners: list[str]
    events: list[Coming]

    @property
    def is_open(self) -> bool:
        return bool(self.call and self.call.phase() == Phase.OPEN)

    @property
    def time_left(self) -> str:
        return left(self.call.closes_at - timezone.now()) if self.call else ""


def landing() -> Landing:
    calls = _calls(timezone.now())
    call = calls[0] if calls else None
    programme = call.cohort.programme if call else _programme()
    return Landing(
        call=call,
        others=calls[1:],
        programme=programme,
        steps=_steps(programme),
        facts=_facts(call, programme),
        moments=_moments(call) if call else [],
        questions=faq(call)[:6] if call else [],
        partners=getattr(call or programme, "partner_names", []),
        events=[_coming(event) for event in queries.next_public()],
    )


@prepared
def _calls(now: datetime) -> QuerySet[Call]:
    published = Call.objects.published().with_card().annotate(partner_names=_partners("cohort__programme"))
    return published.filter(closes_at__gt=now).order_by("closes_at")[:4]


def _programme() -> Programme | None:
    """Without a call, the first programme that runs."""
    active = Programme.objects.filter(state="active").annotate(partner_names=_partners("pk"))
    return active.order_by("code").first()


def _partners(programme: str) -> ArraySubquery:
    """Names of the partners in the row's own query."""
    named = Partner.objects.filter(programmes=OuterRef(programme)).order_by("code")
    return ArraySubquery(named.values("organisation__name"))


def _coming(event: Event) -> Coming:
    places = telling.places(event, queries.seatings_of(event))
    return Coming(event, telling.day(event), telling.begins(event), telling.place(event), places)


def left(span: timedelta) -> str:
    """25 days left; hours on the last day."""
    if span.days >= 1:
        return ngettext("%(count)d day left.", "%(count)d days left.", span.days) % {"count": span.days}
    hours = max(int(span.total_seconds() // 3600), 0)
    if hours:
        return ngettext("%(count)d hour left.", "%(count)d hours left.", hours) % {"count": hours}
    return _("Less than an hour left.")


def _steps(programme: Programme | None) -> list[Step]:
    phases = programme.phases[:MOST_PHASES] if programme else []
    return [Step(*(pick(phase.get(part) or {}) for part in Step._fields)) for phase in phases]


def _facts(call: Call | None, programme: Programme | None) -> list[Fact]:
    """The four strongest figures there are: results first, then what the call offers."""
    results = [fact for counted in _counted() for fact in _results(counted)]
    return [*results, *_offer(call, programme)][:4]


@prepared
def _counted() -> QuerySet[Any, Any]:
    """One row over all that take part or took part; none while nobody does."""
    everybody = Enrolment.objects.order_by().annotate(together=Value(1)).values("together")
    return everybody.annotate(
        startups=Count("startup", distinct=True),
        regions=Count("startup__region", distinct=True),
        women=Sum("startup__women_founders"),
        founders=Sum("startup__founders"),
        since=Min("cohort__starts_on__year"),
    )


def _results(counted: dict[str, Any]) -> list[Fact]:
    facts = []
    if counted["startups"] >= FEWEST and counted["since"]:
        facts.append(
            Fact(
                spoken.number(counted["startups"]), _("startups supported since %(year)d") % {"year": counted["since"]}
            )
        )
    if (counted["founders"] or 0) >= FEWEST and counted["women"]:
        share = round(100 * counted["women"] / counted["founders"])
        facts.append(Fact(_("%(share)d%%") % {"share": share}, _("women among their founders")))
    if counted["regions"] > 1:
        facts.append(Fact(spoken.number(counted["regions"]), _("regions of Morocco represented")))
    return facts


def _offer(call: Call | None, programme: Programme | None) -> list[Fact]:
    facts = []
    if call:
        facts.append(Fact(spoken.number(call.places), ngettext("place to be won", "places to be won", call.places)))
    if programme:
        months = ngettext("month of support", "months of support, free of charge", programme.months)
        facts.append(Fact(spoken.number(programme.months), months))
    if call:
        needed = _("%(minutes)d min") % {"minutes": call.minutes_needed}
        facts.append(Fact(needed, _("to fill in the form, in as many sittings as you like")))
        facts.append(Fact(spoken.brief(call.closes_at), _("is the last day to send your file")))
    return facts


def _moments(call: Call) -> list[Moment]:
    span = _("From %(first)s to %(last)s") % {
        "first": spoken.brief(call.opens_at),
        "last": spoken.brief(call.closes_at),
    }
    known = [
        (call.results_on, _("Results of the preselection, by e-mail and in your space.")),
        (call.interviews_on, _("Interviews with the jury, on site or remotely.")),
        (call.starts_on, _("The programme starts.")),
    ]
    sending = Moment(span, _("Applications are sent."), is_now=call.phase() == Phase.OPEN)
    return [sending, *(Moment(spoken.day(day), what) for day, what in sorted((d, w) for d, w in known if d))]
