"""A world in which every page of the portal has something to show, with names as long as life has them."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incubator.accounts.models import Notice, User
from incubator.accounts.privacy.actions import ask_erasure
from incubator.demo import make, make_applications
from incubator.demo.demo_form import demo_form
from incubator.outbox.models import Suppression
from programs.applications.actions import desk, talking
from programs.applications.models import Application
from programs.applications.states import ApplicationState as S
from programs.calls import actions as calls
from programs.calls.models import Call
from programs.calls.states import Phase
from programs.decisions.actions import deciding, publishing
from programs.decisions.models import Publication
from programs.partners.states import CohortState, ProgrammeState
from startups.imports.actions import steps, work
from startups.imports.guessing import guess_columns
from startups.imports.targets import target_of
from startups.models import Startup
from tests.look import (
    stage_bookings,
    stage_coaches,
    stage_cohort,
    stage_events,
    stage_graduation,
    stage_introductions,
    stage_money,
    stage_passports,
    stage_reports,
    stage_requests,
    stage_statements,
    stage_trainings,
)
from tests.permissions.world import World, build, note
from tests.startups.imports.conftest import table

LONG = "Coopérative féminine de transformation des plantes aromatiques et médicinales du Haut-Atlas oriental"
DAYS = timedelta(days=1)


@dataclass
class Stage:
    world: World
    people: dict[str, User | None]
    files: dict[str, Application] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)


def set_up() -> Stage:
    world = build()
    stage = Stage(world, {**world.people, "KEYED": _keyed(), "NOBODY": make.person(name="Salma Idrissi")})
    officer = world.people["ST"]
    Startup.objects.filter(pk=world.a.pk).update(name=LONG, is_public=True, pitch="Du froid sans froid. " * 12)
    User.objects.filter(pk=world.people["EA"].pk).update(name="عبد الرحمن بن عبد العزيز المراكشي الإدريسي")
    stage.things["invited"] = make.invitation(of=world.b, email=stage.people["NOBODY"].email)  # type: ignore[union-attr]
    stage.things["spent"] = make.invitation(of=world.b, state="revoked")
    _calls(stage, officer)
    _files(stage, officer)
    _of_the_desk(stage, officer)
    stage.things |= stage_requests.requests(world.a, officer)
    stage.things |= stage_events.events(world.people["FA"], officer) | stage_events.services(world.a, officer)
    stage.things["board"] = world.enrolled.cohort_id
    make.milestone(of=world.enrolled.enrolment, state="submitted", title_fr=LONG[:120])
    stage.things |= stage_cohort.messages(world.enrolled.enrolment, officer)
    stage.things |= stage_introductions.introductions(world.a) | stage_trainings.trainings(world.a)
    stage.things |= stage_coaches.coaches(world.a, world.things["provider"], officer)
    stage_events.participations(officer)
    stage.things |= stage_money.money(world.a, officer)
    stage.things |= stage_bookings.bookings()
    stage_passports.passports(world.a, world.enrolled.cohort)
    stage.things |= stage_statements.statements(world.enrolled.enrolment)
    stage.things["reports"] = stage_reports.reports(world.people["PA"], officer)
    stage.things |= stage_graduation.graduations(stage.files[S.ACCEPTED].call, officer)
    return stage


def _keyed() -> User:
    """Somebody with a code generator."""
    person = make.person(name="Amira Bennis")
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return person


def _calls(stage: Stage, officer: Any) -> None:
    phases = [{"name": {"fr": f"Phase {n}", "ar": f"المرحلة {n}"}, "when": {"fr": "mois 1"}} for n in range(4)]
    programme = make.programme(name="GreenStart", phases=phases)
    rich = make.call(of=make.cohort(of=programme), asking=demo_form(), title=LONG, results_on="2027-01-12")
    rich.faq.create(question_fr="Faut-il une société ?", answer_fr="Non. Une équipe suffit.")
    Call.objects.filter(pk=rich.pk).update(documents_fr="Un dossier (PDF).\nVotre numéro ICE si la société existe.")
    scheduled, closed = make.call(phase=Phase.SCHEDULED, by=officer), make.call(phase=Phase.CLOSED, by=officer)
    draft = make.call(phase="", asking=demo_form(), title_ar="", to_check=["dates", "texts"])
    change = calls.move_closing(rich.pk, closes_at=rich.closes_at - DAYS, reason="Fête du Trône", by=officer)
    stage.things |= {"rich": rich, "draft": draft, "scheduled": scheduled, "closed": closed, "change": change}
    make.programme(state=ProgrammeState.DRAFT)
    for state in (CohortState.ONBOARDING, CohortState.ACTIVE):
        make.cohort(state=state)


def _files(stage: Stage, officer: Any) -> None:
    """A file of the owner of A in each state that draws its page differently."""
    owner_of_a: Any = stage.world.people["FA"]
    rich = make_applications.application(of=stage.world.a, to=stage.things["rich"], by=owner_of_a)
    asked = make.application(state=S.SUBMITTED)
    desk.ask_correction(asked.pk, by=officer, request="Chiffres ?", due_at=timezone.now() + 5 * DAYS)
    talking.say(stage.world.file.pk, text="Non, pas les statuts.", token="", by=officer, from_staff=True)
    stage.files = {"rich": rich, "asked": asked}
    for state in (S.LAPSED, S.OFFERED, S.WAITLISTED, S.ACCEPTED, S.OFFER_EXPIRED, S.WITHDRAWN):
        stage.files[state] = make.application(state=state)


def _of_the_desk(stage: Stage, officer: Any) -> None:
    refused, kept = make.application(state=S.IN_REVIEW), make.application(state=S.IN_REVIEW)
    deciding.refuse(refused.pk, by=officer, reason="Le prototype n’est pas encore là.")
    deciding.offer(kept.pk, by=officer, reason="Un prototype qui tourne.")
    publication: Publication = publishing.prepare(refused.call_id, by=officer)
    Notice.objects.update_or_create(version=7, defaults={"body_fr": "Ce que nous gardons, et pourquoi."})
    ask_erasure(stage.people["NOBODY"].pk, by=stage.people["NOBODY"], reason="Je pars.")  # type: ignore[union-attr,arg-type]
    Suppression.objects.create(address_hash="0" * 64, category="", why="550 5.1.1 no such mailbox")
    stage.things |= {"publication": publication, "pending": kept.call_id, **_imports(officer)}


def _imports(officer: Any) -> dict[str, Any]:
    """One that was only uploaded, one whose words are asked for, one that was looked through."""
    told = [f"{LONG};{make.ice(n + 40)};Aït Ben Haddou;Green Tech" for n in range(3)]
    data = table(*told, "Atlas;12;Fès;SOL", head="Raison sociale;ICE;Ville;Secteur d’activité")
    made = {}
    for name in ("uploaded", "mapped", "checked"):
        batch = steps.upload(SimpleUploadedFile(f"{LONG} {name}.csv", data), target="startup", by=officer)
        made[name] = batch
        if name == "uploaded":
            continue
        columns = guess_columns(target_of(batch), batch.columns)
        defaults = {"kind": "startup", "legal_form": "sarl"}
        steps.map_columns(batch.pk, mapping={"columns": columns, "defaults": defaults}, by=officer)
        if name == "checked":
            steps.check(batch.pk, rows=4, codes={"sector": {"greentech": "NUM"}}, by=officer)
            work.advance(batch.pk, seconds=60)
    return made


def sessions(stage: Stage) -> dict[str, str]:
    """The cookie of a real session of each role; those who own a file in a state are called by that state."""
    people = dict(stage.people)
    for name, file in stage.files.items():
        people[str(name)] = file.startup.memberships.live().get(role="owner").person
    people["ASKED"], people["SEEING"] = people["asked"], people["SU"]
    keys = {"AN": ""}
    for role, person in people.items():
        if person is None:
            continue
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": person.email}]
        session.save()
        note(client)
        if role == "SEEING":
            client.post(reverse("pages:see_as", kwargs={"uid": stage.people["FA"].uid}))
        keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys
