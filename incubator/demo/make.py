"""Makers for tests and demonstration: keyword-only, sensible defaults, states reached by walking the actions.

This file only gathers (`from incubator.demo import make`; `make.person()`); each noun has its own.
"""

from incubator.demo.make_applications import STEPS, application, complete, send, team
from incubator.demo.make_bookings import at_hour, booking, choice, dated_back, fitting, free, provider, weekly
from incubator.demo.make_calls import call, cohort, form, partner, programme
from incubator.demo.make_events import event, past, registration, resource, seating, site, wall
from incubator.demo.make_funding import award, funding_request, instrument, paper, part, pay, sign, tranche, wish
from incubator.demo.make_graduation import active, farewell, follow_up, graduation, graduation_rule
from incubator.demo.make_introductions import introduction, matchmaking, target
from incubator.demo.make_milestones import milestone, plan
from incubator.demo.make_people import number, person, staff
from incubator.demo.make_reports import convention, drawn, publish, question, reader, report, schedule
from incubator.demo.make_requests import asked_service, proposal, request
from incubator.demo.make_rescue import answer_of, away, best_answers, rescue
from incubator.demo.make_services import allowance, entitlement, service, source
from incubator.demo.make_startups import (
    companion,
    ice,
    invitation,
    member,
    observation,
    owner_of,
    registered,
    seat,
    sharing,
    startup,
)
from incubator.demo.make_statements import enrolment, figures, period, statement
from incubator.demo.make_trainings import training

__all__ = [
    "STEPS",
    "active",
    "allowance",
    "answer_of",
    "application",
    "asked_service",
    "at_hour",
    "award",
    "away",
    "best_answers",
    "booking",
    "call",
    "choice",
    "cohort",
    "companion",
    "complete",
    "convention",
    "dated_back",
    "drawn",
    "enrolment",
    "entitlement",
    "event",
    "farewell",
    "figures",
    "fitting",
    "follow_up",
    "form",
    "free",
    "funding_request",
    "graduation",
    "graduation_rule",
    "ice",
    "instrument",
    "introduction",
    "invitation",
    "matchmaking",
    "member",
    "milestone",
    "number",
    "observation",
    "owner_of",
    "paper",
    "part",
    "partner",
    "past",
    "pay",
    "period",
    "person",
    "plan",
    "programme",
    "proposal",
    "provider",
    "publish",
    "question",
    "reader",
    "registered",
    "registration",
    "report",
    "request",
    "rescue",
    "resource",
    "schedule",
    "seat",
    "seating",
    "send",
    "service",
    "sharing",
    "sign",
    "site",
    "source",
    "staff",
    "startup",
    "statement",
    "target",
    "team",
    "training",
    "tranche",
    "wall",
    "weekly",
    "wish",
]
