"""What events, services and the calendar of the house show on the stage: something in every state that draws its page differently."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from events.agenda import actions as agenda
from events.agenda.models import Event, Invitee, Material, Question, Speaker, Talk, Theme
from events.agenda.states import EventState
from events.messages import actions as messages
from events.messages.states import EVERYBODY
from events.places import actions as places
from events.places.states import ResourceState
from events.registrations import actions as registrations
from events.registrations.states import RegistrationState as R
from events.upkeep.actions import check_integrity
from incubator.demo import make
from programs.applications.states import ApplicationState as S
from programs.cohorts import actions as cohorts
from programs.cohorts.models import Enrolment
from programs.partners.models import Holiday
from services.catalogue.states import NeedKind, ServiceState
from services.ledger import actions as ledger

HOURS = timedelta(hours=1)
LONG = "Atelier de transformation des plantes aromatiques et médicinales, et de leur mise sur le marché européen"
OPTIONS = [{"value": "o1", "fr": "Végétarien", "ar": "نباتي"}, {"value": "o2", "fr": "Sans gluten"}]


def events(owner: Any, officer: Any) -> dict[str, Any]:
    """`owner` has a registration in each state that people see."""
    site = make.site(city="Ouarzazate", name_ar="تكنوبارك ورزازات")
    Holiday.objects.create(day=date(2027, 1, 11), name_fr="Manifeste de l’Indépendance", site=site)
    room, broken = make.resource(of=site, name_fr="Amphithéâtre Fatima Al Fihriya"), make.resource(of=site)
    rich = _rich(site, room)
    places.set_state(broken.pk, by=officer, state=ResourceState.OUT_OF_ORDER)
    series = make.event(state=EventState.DRAFT, title=LONG)
    days = [series.sessions.get().day + timedelta(weeks=n) for n in range(1, 4)]
    agenda.make_series(series.pk, days, by=officer, rule={"rule": "weekly", "every": 1, "dates": 4})
    check_integrity()
    made = {
        "rich_event": rich,
        "draft_event": series,
        "cancelled_event": make.event(state=EventState.CANCELLED),
        "seats": _seats(owner, rich),
    }
    made["invitee"] = Invitee.objects.create(event=rich, email="invitee@exemple.test", name="Naïma Benjelloun")
    _messages(rich, officer)
    return made


def _rich(site: Any, room: Any) -> Event:
    """Two days in a room and online, with themes, speakers, an agenda, a question and a link."""
    words = {"title": LONG, "title_ar": "ورشة تحويل النباتات العطرية والطبية", "summary_fr": "Du champ au flacon. " * 8}
    made = make.event(mode="hybrid", site=site, rooms=[room], dates=2, capacity={"room": 2, "online": None}, **words)
    made.themes.add(Theme.objects.create(code="plantes", name_fr="Plantes aromatiques", name_ar="النباتات العطرية"))
    speaker = Speaker.objects.create(
        name="Zineb Aït Ben Haddou", headline_fr="Chercheuse", bio_fr="Vingt ans au laboratoire. " * 6
    )
    made.speakers.add(speaker)
    session = made.sessions.all()[0]
    Talk.objects.create(session=session, hour=session.hour, minutes=45, title_fr="Distiller").speakers.add(speaker)
    Question.objects.create(event=made, key="q1", label_fr="Que mangez-vous ?", options=OPTIONS)
    Material.objects.create(event=made, title_fr="Guide", audience="public", link="https://exemple.test/guide")
    return made


def _seats(owner: Any, rich: Event) -> dict[str, Any]:
    full, asked, soon = make.event(capacity=1), make.event(needs_approval=True), make.event(capacity=1, starts=_soon())
    made = {
        "registered": make.registration(of=rich, who=owner, way="room"),
        "pending": make.registration(of=asked, who=owner),
        "rejected": make.registration(of=make.event(needs_approval=True), who=owner, state=R.REJECTED),
        "unconfirmed": make.registration(guest="nouvelle@exemple.test", state=R.UNCONFIRMED),
        "withdrawn": make.registration(who=owner, state=R.WITHDRAWN),
    }
    for event, name in ((full, "offered"), (soon, "takeable")):
        first = make.registration(of=event)
        made[name] = make.registration(of=event, who=owner)
        registrations.withdraw(first.pk, by=first.person)
    made["waitlisted"] = make.registration(of=full, who=make.person(name="Hajar Oulad Taïeb"))
    return made


def _soon() -> Any:
    """So near that no place is offered any more: who comes first takes it."""
    return timezone.now() + HOURS


def _messages(event: Event, officer: Any) -> None:
    words = {"subject_fr": LONG, "text_fr": "Prenez vos blouses.", "subject_ar": "تذكير", "text_ar": "أحضروا معاطفكم."}
    for verb in ("start", "stop", ""):
        made = messages.prepare(event.pk, by=officer, audience=EVERYBODY, **words)
        if verb:
            getattr(messages, verb)(made.pk, by=officer)


def services(startup: Any, officer: Any) -> dict[str, Any]:
    words = {"description_fr": "Une heure avec quelqu’un qui l’a fait. " * 5, "deliverable_fr": "Un compte rendu."}
    rich = make.service(name=LONG, price_mad=600, minutes=60, places=["on_site", "video"], **words)
    rich.needs.create(kind=NeedKind.TRL, trl=4)
    make.service(state=ServiceState.HIDDEN)
    running = make.entitlement(of=startup, amount=12.5)
    ledger.adjust(running.pk, by=officer, amount=-2, reason="Deux heures déjà reçues en mars.")
    frozen = make.entitlement(of=startup, amount=4, kind="prototyping")
    ledger.freeze(frozen.pk, by=officer, reason="Le dossier est incomplet.")
    return {"rich_service": rich, "entitlement": running}


def participations(officer: Any) -> None:
    """Two places in a programme that goes on; one is paused."""
    call = make.call()
    paused, _active = (make.application(state=S.ACCEPTED, to=call) for _ in range(2))
    cohorts.start(call.cohort_id, by=officer)
    make.plan(of=call.cohort.programme)
    place = Enrolment.objects.get(startup=paused.startup, cohort=call.cohort)
    cohorts.pause(place.pk, by=officer, reason="Un semestre.")
