"""Makers for tests and demonstration: keyword-only, sensible defaults, states reached by walking the actions.

This file only gathers (`from incubator.demo import make`; `make.person()`); each noun has its own.
"""

from incubator.demo.make_calls import call, cohort, form, partner, programme
from incubator.demo.make_people import number, person, staff
from incubator.demo.make_startups import companion, invitation, member, observation, registered, startup

__all__ = [
    "call",
    "cohort",
    "companion",
    "form",
    "invitation",
    "member",
    "number",
    "observation",
    "partner",
    "person",
    "programme",
    "registered",
    "staff",
    "startup",
]
