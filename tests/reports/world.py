"""Rows as they stand after a programme has run: written directly, because no action dates back by years."""

import itertools
import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from events.agenda.models import Event, Seating, Session
from events.door.models import Attendance
from events.registrations.models import Registration
from incubator.demo import make
from incubator.moments import instant
from programs.applications.models import Application
from programs.cohorts.models import Enrolment
from programs.graduation.models import Farewell, FollowUp
from programs.partners.models import Cohort
from programs.statements.measures import BY_CODE
from programs.statements.models import Period, Statement, Value
from services.bookings.models import Booking
from services.catalogue.models import Service
from services.funding.models import Award, FundingRequest, Tranche
from services.introductions.models import FollowUp as Outcome
from services.introductions.models import Introduction
from services.ledger.models import Entitlement, Entry
from services.requests.models import Request, RequestDelivery
from startups.models import Observation, Startup

_count = itertools.count(1)


def noon(day):
    return instant(day, time(12))


def startup(**fields):
    n = next(_count)
    return Startup.objects.create(slug=f"w{n}", name=f"W{n}", sort_key=f"w{n:05}", **fields)


def cohort(of=None, *, starts, ends, state="active"):
    made = make.cohort(of=of, starts_on=starts, ends_on=ends)
    Cohort.objects.filter(pk=made.pk).update(state=state)
    made.refresh_from_db()
    return made


def enrolment(of, who, *, on, state="active", until=None, **entry):
    return Enrolment.objects.create(cohort=of, startup=who, enrolled_at=noon(on), state=state, ended_on=until, **entry)


def service(kind="coaching", **fields):
    n = next(_count)
    return Service.objects.create(
        slug=f"s{n}", code=f"W{n}", kind=kind, name_fr=f"Service {n}", state="active", **fields
    )


def booking(who, what, *, on, minutes=60, state="attended", rating=None, site=None):
    begins = noon(on) + timedelta(minutes=90 * next(_count) % 400)
    return Booking.objects.create(
        startup=who,
        service=what,
        place="on_site" if site else "video",
        site=site,
        state=state,
        day=on,
        hour=timezone.localtime(begins).time(),
        minutes=minutes,
        zone_release="x",
        starts_at=begins,
        ends_at=begins + timedelta(minutes=1),
        rating=rating,
        held_until=begins,
    )


def event(*, on, minutes=120, **fields):
    n, begins = next(_count), noon(on)
    ends = begins + timedelta(minutes=minutes)
    made = Event.objects.create(
        slug=f"e{n}", title_fr=f"Atelier {n}", state="done", starts_at=begins, ends_at=ends, **fields
    )
    Session.objects.create(event=made, day=on, hour=time(12), minutes=minutes, starts_at=begins, ends_at=ends)
    Seating.objects.create(event=made, way="room", capacity=None)
    return made


def visit(of, *, came=None, who=None, email="", state="registered", **fields):
    """`came`: None, when nobody has noted it."""
    made = Registration.objects.create(
        event=of, seating=of.seatings.get(), startup=who, email=email, name="Invitée", state=state, **fields
    )
    if came is not None:
        seen = "attended" if came else "absent"
        Attendance.objects.create(registration=made, session=of.sessions.get(), state=seen)
    return made


def period(of, first, last):
    return Period.objects.create(
        cohort=of, title_fr="S", first_day=first, last_day=last, due_on=last + timedelta(days=30), state="frozen"
    )


def statement(of, place, *, state="verified", method="Compteurs", evidence="measured", **told):
    made = Statement.objects.create(period=of, enrolment=place, startup=place.startup, state=state)
    for code, number in told.items():
        Value.objects.create(
            statement=made,
            measure=code,
            number=number,
            in_mad=number if BY_CODE[code].is_money else None,
            method=method if code == "co2" else "",
            evidence=evidence if code == "co2" else "",
        )
    return made


def award(who, instrument, amount, *, on, state="signed"):
    asked = FundingRequest.objects.create(
        instrument=instrument, startup=who, state="awarded", submitted_at=noon(on), decided_at=noon(on)
    )
    return Award.objects.create(
        request=asked,
        instrument=instrument,
        startup=who,
        state=state,
        amount=amount,
        planned_mad=amount,
        agreement=uuid.uuid4(),
        signed_on=on,
        reason="Renoncement" if state == "cancelled" else "",
    )


def payment(of, amount, *, on, by):
    return Tranche.objects.create(
        award=of,
        number=next(_count),
        amount=amount,
        due_on=on,
        state="paid",
        paid_on=on,
        reference="V1",
        first_by=by[0],
        second_by=by[1],
    )


def introduction(who, what, target, *, on, agreement=None, told_on=None):
    made = Introduction.objects.create(
        startup=who, service=what, kind="customer", why="Vendre", summary="Une startup", state="made", target=target,
        made_at=noon(on),
    )  # fmt: skip
    if told_on:
        outcome = {"outcome": "signed", "agreement": agreement} if agreement else {"outcome": "talking"}
        Outcome.objects.create(
            introduction=made, side="startup", days=30, due_on=told_on, answered_at=noon(told_on), **outcome
        )
    return made


def delivery(who, what, *, on):
    n = next(_count)
    asked = Request.objects.create(
        service=what, startup=who, state="closed", number=f"R{n}", submitted_at=noon(on), goal="Un prototype"
    )
    return RequestDelivery.objects.create(request=asked, number=1, note="Livré", delivered_at=noon(on))


def credits(who, source, *, first, last, granted, used=(), lost=()):
    """`used` and `lost`: (amount, day) of what was had, and of what was used up without being had."""
    made = Entitlement.objects.create(
        startup=who, kind="coaching", source=source, starts_on=first, ends_on=last, left=0, state="active"
    )
    Entry.objects.create(entitlement=made, verb="grant", amount=granted, at=noon(first))
    for amount, day, is_received in [(*one, True) for one in used] + [(*one, False) for one in lost]:
        held = Entry.objects.create(entitlement=made, verb="hold", amount=-amount, at=noon(day))
        Entry.objects.create(
            entitlement=made, verb="consume", amount=0, closes=held, is_received=is_received, at=noon(day)
        )
    return made


def application(call, who, *, on, state="submitted"):
    sent = {} if state in {"draft", "lapsed"} else {"submitted_at": noon(on), "receipt": f"R{next(_count)}"}
    return Application.objects.create(
        call=call, cohort=call.cohort, startup=who, form=call.form, state=state, created_at=noon(on), **sent
    )


def observation(who, value, *, on):
    """A stage in words, a TRL as a number."""
    told = {"fact": "stage", "text": value} if isinstance(value, str) else {"fact": "trl", "number": value}
    return Observation.objects.create(startup=who, observed_on=on, **told)


def farewell(place, score, *, on):
    return Farewell.objects.create(enrolment=place, score=score, said_at=noon(on))


def follow_up(place, months, answer, *, on):
    return FollowUp.objects.create(
        enrolment=place, months=months, due_on=on, answer=answer, answered_at=noon(on), source="phone"
    )


def local(moment):
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
