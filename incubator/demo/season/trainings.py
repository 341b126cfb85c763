"""The dates of the trainings of the catalogue; what the cohort's startups registered for is reserved on their accounts."""

from datetime import time
from typing import Any

from django.utils.text import slugify

from events.agenda import actions as agenda
from events.agenda.clock import WallTime
from events.agenda.models import Event
from events.agenda.states import Access, CertificateRule, EventKind, Mode, Way
from events.registrations import actions as registrations
from events.registrations.actions import Registrant, Wish
from incubator.accounts.models import User
from incubator.demo.season.seed import day
from incubator.words import LANGUAGES
from programs.partners.models import Cohort
from services.catalogue.models import Service
from services.trainings import actions as trainings
from services.trainings.models import TrainingOffer
from startups.models import Startup

#: Trainings whose dates are not in the programme of events yet: (code, days from now).
MORE = (("FOR-02", 12), ("FOR-02", 40), ("FOR-03", 18))


def season_of_trainings(startups: list[Startup], made: dict[str, Service], cohort: Cohort, *, by: User) -> None:
    TrainingOffer.objects.create(service=made["FOR-01"], event=Event.objects.get(slug="for-01"))
    offers = [_date(made[code], offset, cohort, by=by) for code, offset in MORE]
    founder = User.objects.get(email="founder@demo.test")
    mine = next((one for one in startups if one.memberships.live().filter(person=founder).exists()), None)
    if mine is not None:
        trainings.register(offers[0].pk, Registrant(person=founder, startup=mine), Wish(way=Way.ROOM), by=founder)
        _without_credits(offers[1], mine, founder)
    trainings.settle_seats()


def _without_credits(offer: TrainingOffer, startup: Startup, founder: User) -> None:
    """Her colleague registered on the event's own page for a second date: staff see that nothing pays it."""
    other = startup.memberships.live().exclude(person=founder).select_related("person").first()
    if other is not None:
        who = Registrant(person=other.person, startup=startup)
        registrations.register(offer.event_id, who, Wish(way=Way.ROOM), by=other.person)


def _date(service: Service, offset: int, cohort: Cohort, *, by: User) -> TrainingOffer:
    words: dict[str, Any] = {f"title_{code}": getattr(service, f"name_{code}") for code in LANGUAGES}
    words |= {f"summary_{code}": getattr(service, f"summary_{code}") for code in LANGUAGES}
    slug = slugify(f"{service.code}-{offset}")
    sides = {"kind": EventKind.TRAINING, "mode": Mode.ON_SITE, "venue": "Technopark Casablanca", "city": "Casablanca"}
    rules = {"access": Access.COHORT, "cohort": cohort, "certificate": CertificateRule.PRESENT}
    event = agenda.keep(Event(slug=slug, **sides, **rules, **words))
    agenda.settle_seatings(event.pk, {Way.ROOM: 16})
    agenda.add_session(event.pk, WallTime(day(offset), time(9, 30), service.minutes if service.minutes < 480 else 420))
    agenda.publish(event.pk, by=by)
    return TrainingOffer.objects.create(service=service, event=event)
