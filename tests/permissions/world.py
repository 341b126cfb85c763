"""Two of everything, every private text with a canary of its own."""

import base64
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from events.afterwards.actions import issue
from events.agenda.models import Material, Speaker
from events.door.actions import mark
from incubator.accounts.models import Consent, User
from incubator.demo import make
from incubator.documents.store import store
from incubator.reports.snapshots.models import Report
from programs.applications.actions import desk, talking
from programs.applications.models import Application
from programs.applications.states import ApplicationState as S
from programs.jury.models import JurySeat
from programs.partners.models import Mandate
from services.bookings.actions import Agreed, Written, agree, write
from services.calendar.models import Absence, Provider
from services.catalogue.states import ServiceKind
from services.requests.actions import talking as requests
from services.requests.states import RequestState
from startups.actions import joining, transfers
from startups.models import Startup
from startups.states import CompanionKind, TeamRole
from tests.reports import given

ROLES = ("AN", "FA", "EA", "RA", "FB", "CO", "JU", "ST", "PA", "SU")


@dataclass
class World:
    """`people[role]` signs in; `a` and `b` are two startups with a file each; `canaries` are texts that only some may read."""

    people: dict[str, User | None]
    a: Startup
    b: Startup
    file: Application
    others: Application
    draft: Application
    offered: Application
    enrolled: Application
    things: dict[str, Any] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)


def canary(name: str) -> str:
    return f"cnr{name}zq"


def build() -> World:
    fa, fb = make.person(name=canary("founderA")), make.person(name=canary("founderB"))
    a, b = _startup("A", fa), _startup("B", fb)
    call, second, third = make.call(), make.call(), make.call()
    file, others = _file(a, call, "A"), _file(b, call, "B")
    draft, offered = _draft(a, second), make.application(state=S.OFFERED, of=a, to=third)
    enrolled = make.application(state=S.ACCEPTED, of=a, to=make.call())
    world = World(_people(a, fa, fb, call), a, b, file, others, draft, offered, enrolled)
    world.canaries = {
        name: canary(name)
        for name in (
            "founderA",
            "phoneA",
            "addressA",
            "pitchA",
            "messageA",
            "noteA",
            "draftA",
            "correctionA",
            "needA",
            "saidA",
            "whyA",
            "farewellA",
        )
    }
    world.things = _things(world, call)
    return world


def _startup(letter: str, owner: User) -> Startup:
    values = {
        "address": canary(f"address{letter}"),
        "phone": "0522123456",
        "email": f"{canary(f'phone{letter}')}@exemple.test",
        "is_public": False,
    }
    return make.startup(owner=owner, name=f"Atelier {letter} {canary(f'name{letter}')}", **values)


def _file(startup: Startup, call: Any, letter: str) -> Application:
    made = make.application(of=startup, to=call, is_complete=True)
    row = made.answers.get(section_key="project")
    row.data["pitch"] = canary(f"pitch{letter}")
    row.save(update_fields=["data"])
    sent = make.send(made, make.team(startup))
    talking.say(sent.pk, text=canary(f"message{letter}"), token="", by=make.team(startup))
    desk.write_note(sent.pk, by=make.staff(), text=canary(f"note{letter}"))
    return sent


def _draft(startup: Startup, call: Any) -> Application:
    made = make.application(of=startup, to=call, is_complete=True)
    row = made.answers.get(section_key="project")
    row.data["pitch"] = canary("draftA")
    row.save(update_fields=["data"])
    return made


def _people(a: Startup, fa: User, fb: User, call: Any) -> dict[str, User | None]:
    coach, juror, partner = make.person(), make.person(), make.person()
    make.companion(of=a, who=coach, kind=CompanionKind.COACH)
    JurySeat.objects.create(call=call, person=juror)
    Mandate.objects.create(partner=make.partner(), person=partner)
    return {
        "AN": None,
        "FA": fa,
        "EA": make.member(of=a, role=TeamRole.EDITOR),
        "RA": make.member(of=a, role=TeamRole.READER),
        "FB": fb,
        "CO": coach,
        "JU": juror,
        "ST": make.staff(),
        "PA": partner,
        "SU": make.person(is_staff=True, is_superuser=True),
    }


def _things(world: World, call: Any) -> dict[str, Any]:
    upload = SimpleUploadedFile("deck.pdf", PDF, content_type="application/pdf")
    stranger = make.person()
    return {
        "call": call,
        "draft_call": make.call(phase=""),
        "document": store(upload, purpose="application_file", about=world.file, by=world.people["FA"]),
        "invitation": make.invitation(of=world.a),
        "request": joining.ask(world.a.pk, message="", by=stranger),
        "transfer": transfers.offer(world.a.pk, to=world.people["EA"], by=world.people["FA"]),
        "sharing": make.sharing(of=world.a),
        "member": world.people["RA"],
        "consent": Consent.objects.filter(person=world.people["FA"]).first(),
        "service": make.service(),
        "funding": make.funding_request(of=world.a, state="correction_requested"),
        "funded": make.award(of=world.a, is_signed=True, parts=[make.part(conditions=["Rapport"])]),
        **_hours(world.people["CO"]),
        "statement": make.statement(of=world.enrolled.enrolment),
        "training": make.training(),
        **_introductions(world.a),
        "milestone": make.milestone(of=world.enrolled.enrolment, asked_fr="Dites tout."),
        **_completed(world.a),
        "registration": make.registration(who=world.people["FA"]),
        "guest": make.registration(guest="visiteuse@exemple.test"),
        "due": timezone.now() + timedelta(days=3),
        **_coaching(world.a, world.people["FA"], world.people["CO"]),
        **_meetings(world.a, world.people["FA"]),
        **_asked_things(world.a),
        **_event_things(),
        **_held(world.people["FA"]),
        "report": _report(world),
    }


def _report(world: World) -> Report:
    """Published to the partner that PA reads for; A stands behind a figure of it, without its name."""
    agreed = given.convention(of=Mandate.objects.get(person=world.people["PA"]).partner)
    others = [make.startup() for _ in range(4)]
    return given.report(of=agreed, told=given.snapshot(behind={"I12": given.counted(world.a, *others)}))


def _introductions(startup: Startup) -> dict[str, Any]:
    """A partner has agreed to meet A; another was introduced to it."""
    make.entitlement(of=startup, kind="matchmaking", amount=9)
    wish = {"why": canary("whyA"), "summary": canary("summaryA")}
    return {
        "introduction": make.introduction(of=startup, state="agreed", **wish),
        "introduced": make.introduction(of=startup, state="made"),
    }


def _completed(startup: Startup) -> dict[str, Any]:
    """A has completed another programme, and is asked how it is."""
    place = make.active(of=make.cohort(), who=startup)
    made = make.graduation(of=place)
    make.farewell(of=made, comment=canary("farewellA"))
    return {"graduation": made, "follow_up": make.follow_up(of=place)}


def _hours(coach: User | None) -> dict[str, Any]:
    """The coach of A receives; an absence of hers is noted."""
    provider = make.provider(who=coach)
    starts = timezone.now() + timedelta(days=9)
    absence = Absence.objects.create(provider=provider, starts_at=starts, ends_at=starts + timedelta(hours=3))
    return {"provider": provider, "hours": provider.hours.first(), "absence": absence}


def _meetings(startup: Startup, person: User | None) -> dict[str, Any]:
    """FA has a meeting, and a time that she has still to confirm."""
    meeting = make.booking(of=startup, by=person)
    later = make.free(meeting.service, ahead=6)[0]
    return {
        "meeting": meeting,
        "kept": make.booking(state="held", of=startup, by=person, at=later, service=meeting.service),
    }


def _coaching(startup: Startup, founder: User | None, coach: User | None) -> dict[str, Any]:
    """CO has met A, nobody has noted yet who came; she cannot come to the next meeting, and A is asked about it."""
    provider = Provider.objects.get(person=coach)
    service = make.service()
    provider.services.add(service)
    times = make.free(service, ahead=12)
    met = make.dated_back(make.booking(of=startup, by=founder, service=service, at=times[0]))
    ill = make.booking(of=startup, by=founder, service=service, at=times[4])
    make.rescue(ill, way="other_time")
    promise = agree(met.pk, Agreed(canary("promiseA")), by=coach)
    written = Written(canary("sharedA"), canary("privateA"), 0)
    write(met.pk, written, by=coach, share=True)
    return {"met": met, "promise": promise, "answer": make.answer_of(ill)}


def _asked_things(a: Startup) -> dict[str, Any]:
    """A request of A that is agreed, so that machine and technician may be booked for it; what it says is the team's and the staff's."""
    service = make.asked_service(kind=ServiceKind.PROTOTYPING)
    asked = make.request(state=RequestState.APPROVED, of=a, to=service, need=canary("needA"))
    requests.say(asked.pk, text=canary("saidA"), by=make.staff(), from_staff=True)
    workshop = make.service(kind=ServiceKind.PROTOTYPING)
    return {"asked_service": service, "asked": asked, "workshop": workshop}


def _event_things() -> dict[str, Any]:
    """An event for everybody, with somebody who speaks and is shown, and a file for all."""
    event, staff = make.event(), make.staff()
    speaker = Speaker.objects.create(name="Oratrice", consented_on=timezone.localdate())
    picture = SimpleUploadedFile("picture.png", PNG, content_type="image/png")
    speaker.picture = store(picture, purpose="any", about=speaker, by=staff).pk
    speaker.save(update_fields=["picture"])
    event.speakers.add(speaker)
    material = Material.objects.create(event=event, title_fr="Guide", audience="public", link="https://exemple.test/")
    guide = SimpleUploadedFile("guide.pdf", PDF, content_type="application/pdf")
    material.document = store(guide, purpose="any", about=material, by=staff).pk
    material.save(update_fields=["document"])
    return {"event": event, "speaker": speaker, "material": material}


def _held(person: User | None) -> dict[str, Any]:
    """An event that is over: FA was there, and a guest; both have a certificate."""
    event = make.event(certificate="present")
    seat, guest = make.registration(of=event, who=person), make.registration(of=event, guest="visite@exemple.test")
    make.past(event, begins=timezone.now() - timedelta(hours=3))
    mark(event.sessions.get().pk, {seat.pk: "attended", guest.pk: "attended"}, by=make.staff())
    issue(event.pk, by=make.staff())
    return {"held": event, "seat": seat, "guest_seat": guest}


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)


def note(client: Client) -> None:
    """Her session stands in the list of sessions, and no request of the next hour is the one that notes it."""
    session = client.session
    session["began"], session["seen"] = int(time.time()), int(time.time()) - 60
    session.save()
    client.get("/")
    session = client.session
    session["seen"] += 3600
    session.save()
