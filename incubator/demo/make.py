"""Makers for tests and demonstration: keyword-only, sensible defaults, states reached by walking the actions.

This file only gathers (`from incubator.demo import make`; `make.person()`); each noun has its own.
"""

from incubator.demo.make_calls import call, cohort, form, partner, programme
from incubator.demo.make_people import number, person, staff

__all__ = ["call", "cohort", "form", "number", "partner", "person", "programme", "staff"]
