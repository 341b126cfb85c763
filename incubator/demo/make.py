"""Makers for tests and demonstration: keyword-only, sensible defaults, states reached by walking the actions.

This file only gathers (`from incubator.demo import make`; `make.person()`); each noun has its own.
"""

from incubator.demo.make_applications import STEPS, application, complete, send, team
from incubator.demo.make_bookings import at_hour, booking, choice, dated_back, fitting, free, provider, weekly
from incubator.demo.make_calls import call, cohort, form, partner, programme
from incubator.demo.make_events import event, past, registration, resource, seating, site, wall
from incubator.demo.make_people import number, person, staff
from incubator.demo.make_rescue import answer_of, away, best_answers, rescue
from incubator.demo.make_services import entitlement, service, source
from incubator.demo.make_startups import (
    companion,
    ice,
    invitation,
    member,
    observation,
    owner_of,
    registered,
    seat,
    startup,
)
from incubator.demo.make_statements import enrolment, figures, period, statement

__all__ = [
    "STEPS",
    "answer_of",
    "application",
    "at_hour",
    "away",
    "best_answers",
    "booking",
    "call",
    "choice",
    "cohort",
    "companion",
    "complete",
    "dated_back",
    "enrolment",
    "entitlement",
    "event",
    "figures",
    "fitting",
    "form",
    "free",
    "ice",
    "invitation",
    "member",
    "number",
    "observation",
    "owner_of",
    "partner",
    "past",
    "period",
    "person",
    "programme",
    "provider",
    "registered",
    "registration",
    "rescue",
    "resource",
    "seat",
    "seating",
    "send",
    "service",
    "site",
    "source",
    "staff",
    "startup",
    "statement",
    "team",
    "wall",
    "weekly",
]
