"""A call of any size, written in bulk: for measuring, not for showing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import F, Value
from django.utils import timezone

from incubator.demo import make
from incubator.demo.event_crowd import crowd_of_events
from incubator.demo.make_people import staff
from incubator.demo.season.answers import answers_for
from incubator.demo.season.seed import startups
from incubator.journal.models import Entry
from incubator.text import search_key
from programs.applications.models import Answers, Application, Message, Screening, Version
from programs.applications.states import ApplicationState, ScreeningOutcome
from programs.calls.models import Call
from programs.calls.plans import FormPlan, plan_of
from programs.decisions.models import Decision
from programs.decisions.states import DecisionState, Outcome
from startups.models import Membership, Startup
from startups.states import Region, Sector, Stage, TeamRole

BLOCK = 500
S = ApplicationState
#: Of twenty files: so many in each state.
MIX = (
    [S.DRAFT] * 3
    + [S.SUBMITTED] * 4
    + [S.SCREENING] * 4
    + [S.IN_REVIEW] * 4
    + [S.WAITLISTED] * 2
    + [S.REJECTED] * 2
    + [S.INELIGIBLE]
)
Tell = Callable[[str], Any]


def crowd(count: int, *, tell: Tell) -> Call:
    officer = staff(name=f"Mesure {make.number()}")
    from_demo = Call.objects.filter(slug="greenscale-1").first()
    form = from_demo.form if from_demo else make.form()
    call = make.call(
        slug=f"crowd-{count}-{officer.pk}",
        title=f"Appel de mesure ({count})",
        asking=form,
        by=officer,
        of=make.cohort(places=count),
    )
    numbers = iter(range(1, count + 1))
    while block := list(islice(numbers, BLOCK)):
        _write(call, block, officer)
        tell(f"{block[-1]} / {count}")
    crowd_of_events(max(2, count // 20), count * 5 // 2, by=officer)
    return call


@transaction.atomic
def _write(call: Call, block: list[int], officer: Any) -> None:
    companies = Startup.objects.bulk_create(_company(call, n) for n in block)
    Membership.objects.bulk_create(Membership(startup=s, person=officer, role=TeamRole.OWNER) for s in companies)
    files = Application.objects.bulk_create(_file(call, s, n, officer) for s, n in zip(companies, block, strict=True))
    Application.objects.filter(pk__in=[f.pk for f in files]).update(
        search=SearchVector(F("sort_key"), Value(call.slug), config="simple")
    )
    Startup.objects.filter(pk__in=[s.pk for s in companies]).update(
        search=SearchVector(F("search_key"), config="simple")
    )
    sent = [f for f in files if f.state != S.DRAFT]
    given = _given(call)
    Version.objects.bulk_create(
        Version(
            application=f, number=1, form=call.form, answers={**given, "project_name": f.startup.name}, sent_by=officer
        )
        for f in sent
    )
    Answers.objects.bulk_create(_rows(call, files, given))
    _paper(sent, officer)


def _plan(call: Call) -> FormPlan:
    return plan_of(call.form_id or 0)


def _given(call: Call) -> dict[str, Any]:
    told = {**startups("V13")[0]}
    given = answers_for(told)
    return {q.key: given[q.key] for q in _plan(call) if q.key in given}


def _rows(call: Call, files: list[Application], given: dict[str, Any]) -> Iterator[Answers]:
    for file in files:
        for section in _plan(call).sections:
            data = {q.key: given[q.key] for q in section.questions if q.key in given}
            yield Answers(application=file, section_key=section.key, data=data, revision=1)


def _company(call: Call, number: int) -> Startup:
    name = f"{Sector.values[number % len(Sector.values)].title()} énergie {call.pk}-{number}"
    key = search_key(name)
    region = Region.values[number % len(Region.values)]
    return Startup(
        name=name,
        slug=f"crowd-{call.pk}-{number}",
        sort_key=key,
        search_key=key,
        sector=Sector.values[number % 13],
        region=region,
        is_public=True,
    )


def _file(call: Call, startup: Startup, number: int, officer: Any) -> Application:
    state = MIX[number % len(MIX)]
    is_sent = state != S.DRAFT
    facts = {
        "sector": startup.sector,
        "region": startup.region,
        "stage": Stage.values[number % 5],
        "trl": number % 9 + 1,
        "fte": 3,
        "revenue": 100000,
    }
    return Application(
        call=call,
        cohort=call.cohort,
        startup=startup,
        form=call.form,
        state=state,
        receipt=f"{call.slug.upper()}-{number:05}" if is_sent else "",
        submitted_at=timezone.now() - timedelta(minutes=number) if is_sent else None,
        created_by=officer,
        officer=officer if state not in {S.DRAFT, S.SUBMITTED} else None,
        screening=ScreeningOutcome.ELIGIBLE if state in {S.IN_REVIEW, S.WAITLISTED, S.REJECTED} else "",
        facts=facts if is_sent else {},
        sort_key=startup.sort_key,
    )


def _paper(sent: list[Application], officer: Any) -> None:
    """Journal, screenings, messages and decisions in proportion."""
    Entry.objects.bulk_create(
        Entry(verb=verb, kind="programs.application", key=str(f.pk), title=str(f)[:200], by=officer)
        for f in sent
        for verb in ("begin", "submit", "take")
    )
    screened = [f for f in sent if f.screening]
    Screening.objects.bulk_create(Screening(application=f, outcome=f.screening, by=officer) for f in screened)
    Message.objects.bulk_create(
        Message(application=f, text="Bonjour, une question.", author=officer) for f in sent[::5]
    )
    outcomes = {S.WAITLISTED: Outcome.WAITLIST, S.REJECTED: Outcome.REFUSE}
    decided = [f for f in sent if f.state in outcomes]
    Decision.objects.bulk_create(
        Decision(
            application=f,
            outcome=outcomes[S(f.state)],
            rank=n,
            reason="Mesure",
            state=DecisionState.PUBLISHED,
            decided_by=officer,
            published_at=timezone.now(),
        )
        for n, f in enumerate(decided, start=1)
    )
