"""The demonstration is loaded through actions, once, and fills a call of any size."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.afterwards.models import Feedback
from events.agenda.models import Event, Seating, Session, Speaker
from events.registrations.models import Registration
from incubator import desk
from incubator.accounts.models import User
from incubator.demo.crowd import crowd
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState
from incubator.pages import queues
from programs.applications.models import Application, Version
from programs.applications.states import ApplicationState
from programs.calls.models import Call
from programs.cohorts.models import Enrolment
from programs.graduation.models import Farewell, FollowUp, GraduationCertificate
from programs.milestones.models import Milestone
from programs.milestones.states import MilestoneState
from programs.partners.models import Cohort
from services.calendar.free import free_times
from services.calendar.models import Absence, Authorisation, Provider
from services.calendar.wanted import Wanted
from services.catalogue.models import Service
from services.catalogue.states import Manner, ServiceKind
from services.introductions.models import Introduction
from services.ledger.models import Entitlement
from services.ledger.needs import missing
from services.requests.models import Request
from services.trainings.models import TrainingOffer, TrainingSeat
from startups.models import Startup

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def load(*arguments):
    said = StringIO()
    call_command("make_demo", *arguments, stdout=said)
    return said.getvalue()


def test_the_season_has_its_people_cohorts_and_files_and_is_loaded_once(client):
    load()

    people = set(User.objects.values_list("email", flat=True))
    roles = ("staff", "founder", "founder2", "juror", "juror2", "coach", "partner", "admin")
    assert {f"{role}@demo.test" for role in roles} <= people
    assert Startup.objects.filter(name__endswith="(fictif)").count() >= 15
    assert Enrolment.objects.filter(cohort__code="GS-P1").count() == 6
    cohorts = list(Cohort.objects.order_by("code").values_list("code", "state"))
    assert cohorts == [("GS-P1", "closed"), ("GS-P2", "active"), ("GSC-P1", "planned")]
    assert Cohort.objects.get(code="GS-P1").seats_taken == 4
    assert GraduationCertificate.objects.standing().count() == 4
    assert FollowUp.objects.silent().count() == 1
    assert Farewell.objects.counted() == {"answered": 3, "promoters": 2, "detractors": 1}
    assert Call.objects.open().count() == 1
    states = set(Application.objects.filter(call__slug="greenscale-1").values_list("state", flat=True))
    assert {"draft", "submitted", "screening", "correction_requested", "in_review", "shortlisted"} <= states
    old = {
        str(pk) for pk in Application.objects.filter(call__slug__startswith="greenstart").values_list("pk", flat=True)
    }
    assert not Letter.objects.exclude(state=LetterState.SENT).filter(key_of_thing__in=old).exists()

    mine = Milestone.objects.of_team(User.objects.get(email="founder@demo.test"))
    assert set(mine.values_list("state", flat=True)) == set(MilestoneState.values)
    _has_its_events()
    _every_time_can_be_booked()
    _first_pages_cost_little(client)
    _queues_are_counted_together_as_alone()
    counts = (User.objects.count(), Application.objects.count(), Letter.objects.count())
    assert "already" in load()
    assert (User.objects.count(), Application.objects.count(), Letter.objects.count()) == counts


def _every_time_can_be_booked():
    """Each service that is booked by the hour has free times; eight coaches have hours, two absences stand."""
    offered = Service.objects.offered().filter(manner=Manner.SLOT)
    assert {service.code for service in offered} >= {"COA-01", "COA-02", "COA-03", "AST-02", "HEB-01"}
    assert Service.objects.filter(kind=ServiceKind.HOSTING).exists()
    founder = Authorisation.objects.get(person__email="founder@demo.test").startup
    for service in offered:
        assert free_times(Wanted(service, timezone.localdate(), days=14)), service.code
        assert Entitlement.objects.filter(startup=founder).covering(service).exists(), service.code
    _every_kind_of_service_can_be_had(founder)
    assert Provider.objects.receiving().count() == 8
    assert not Provider.objects.without_hours().exists()
    assert Absence.objects.standing().count() == 2


def _every_kind_of_service_can_be_had(founder):
    """Nothing stands in the way of the demonstration's founder: conditions, credits, and dates of trainings to come."""
    for service in Service.objects.offered():
        assert missing(founder, service) == [], service.code
    credits = Entitlement.objects.filter(startup=founder, left__gt=0)
    for kind in ServiceKind:
        assert any(credits.covering(one).exists() for one in Service.objects.offered().filter(kind=kind)), kind
    free = TrainingOffer.objects.coming().exclude(event__registrations__person__email="founder@demo.test")
    assert any(credits.covering(one.service).exists() for one in free)
    asked = Request.objects.get(service__code="AST-03")
    assert (asked.startup, asked.state) == (founder, "draft")


def _first_pages_cost_little(client):
    """Of somebody who has rows of every kind."""
    client.force_login(User.objects.get(email="founder@demo.test"))
    for url, most in (("/dashboard/", 8), ("/bookings/", 6)):
        client.get(url)  # the first page of a session also notes the device
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= most, url


def _queues_are_counted_together_as_alone():
    for person in User.objects.filter(email__in=["staff@demo.test", "admin@demo.test"]):
        together = {(one.label, one.url): one.size for one in queues.waiting(person)}
        alone = {(str(one.label), one.url(person)): one.count(person) for one in desk.queues.values()}
        assert together == alone
        assert sum(size > 0 for size in together.values()) >= 10


def _has_its_events():
    states = Counter(Event.objects.values_list("state", flat=True))
    assert states == {"published": 11, "done": 3}
    assert not Event.objects.filter(title_en="").exists()
    over = Event.objects.get(title_fr__startswith="GreenTech")
    assert over.ends_at < timezone.now()
    assert over.registrations.filter(attendances__state="attended").count() > 80
    assert Feedback.objects.count() > 60
    full = Event.objects.get(title_fr__startswith="Hydrogène")
    assert full.seatings.get(way="room").is_full
    offered = full.registrations.get(state="offered")
    assert offered.person.email == "founder2@demo.test"
    assert full.registrations.waiting().count() >= 3
    assert Registration.objects.registered().filter(person__email="founder@demo.test").count() == 4
    assert Event.objects.get(needs_approval=True).registrations.filter(state="pending").count() == 2
    training = Event.objects.get(slug="for-01")
    assert (training.sessions.count(), training.cohort.code) == (3, "GS-P2")
    assert training.registrations.registered().count() >= 5
    assert TrainingSeat.objects.filter(state="held").count() >= 5
    assert TrainingSeat.objects.unpaid().count() == 1
    assert set(Introduction.objects.values_list("state", flat=True)) == {
        *("requested", "offered", "agreed", "made", "followed_up")
    }
    founder = Introduction.objects.filter(asked_by__email="founder@demo.test")
    assert founder.values("state").distinct().count() == 5
    assert not Speaker.objects.filter(consented_on=None).exists()
    assert all(session.day.weekday() < 5 for session in Session.objects.exclude(event__kind="bootcamp"))
    for seating in Seating.objects.all():
        assert seating.seats_taken == seating.registrations.seated().count(), seating


def test_a_call_of_any_size_is_filled_in_bulk():
    call = crowd(40, tell=str)

    assert (Event.objects.count(), Registration.objects.count()) == (2, 100)
    for seating in Seating.objects.all():
        assert seating.seats_taken == seating.registrations.seated().count() == 50

    assert call.applications.count() == 40
    assert call.applications.filter(state=ApplicationState.DRAFT).count() == 6
    assert Version.objects.filter(application__call=call, is_current=True).count() == 34


@override_settings(DEMO=False)
def test_outside_demo_mode_it_refuses():
    with pytest.raises(CommandError):
        call_command("make_demo")
