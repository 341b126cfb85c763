"""The face of the app: gathers the admin pages of its slices. A cohort's page needs steps of two of them."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from incubator import spoken
from incubator.errors import Refused
from incubator.fields import WholeNumberField
from programs.applications import admin as applications
from programs.calls import admin as calls
from programs.cohorts import actions as cohorts
from programs.cohorts.models import Enrolment
from programs.cohorts.queries import by_state
from programs.decisions import admin as decisions
from programs.decisions.queries import places_in, reserve_of
from programs.graduation import admin as graduation
from programs.jury import admin as jury
from programs.messages import admin as messages
from programs.milestones import admin as milestones
from programs.milestones.actions import planning
from programs.milestones.forms import LayOutForm
from programs.partners import admin as partners
from programs.partners.models import Cohort
from programs.partners.states import COHORT, CohortState
from programs.partners.steps import Foreseen, Step
from programs.statements import admin as statements

__all__ = [
    "applications",
    "calls",
    "decisions",
    "graduation",
    "jury",
    "messages",
    "milestones",
    "partners",
    "statements",
]


class ResizeForm(forms.Form):
    places = WholeNumberField(label=_("Places"), min_value=1, max_value=1000)


def _few(names: list[str], most: int = 5) -> str:
    """The first names, and how many more there are."""
    return ", ".join(names[:most]) + (f" +{len(names) - most}" if len(names) > most else "")


def _plan_foreseen(cohort: Cohort, values: dict[str, Any], user: Any) -> Foreseen:
    """One line for each milestone and each day it falls on, with those who get it."""
    plan = planning.foresee(Enrolment.objects.filter(cohort=cohort), values["template"])
    if not plan:
        raise Refused(_("Everybody has this plan already."), field="template")
    days: dict[str, dict[date, list[str]]] = {}
    for laid in plan:
        days.setdefault(laid.item.title, {}).setdefault(laid.due_on, []).append(str(laid.enrolment))
    changes = [
        (f"{title} · {_few(names)}", "–", spoken.day(day)) for title, on in days.items() for day, names in on.items()
    ]
    past = sum(laid.due_on < timezone.localdate() for laid in plan)
    told = ngettext(
        "%(count)d day lies in the past: nobody is reminded of it.",
        "%(count)d days lie in the past: nobody is reminded of them.",
        past,
    )
    return Foreseen(changes, [told % {"count": past}] if past else [])


@admin.register(Cohort)
class CohortAdmin(partners.CohortAdmin):
    change_form_template = "admin/programs/cohort.html"
    verbs = partners.CohortAdmin.verbs | messages.VERBS
    steps = [
        *partners.CohortAdmin.steps,
        Step(
            "start",
            _("Start the cohort"),
            cohorts.start,
            may=lambda cohort: COHORT.allows("start", cohort.state),
            told=_("Every startup in onboarding becomes an active member from today."),
            is_main=True,
        ),
        Step(
            "resize",
            _("Change the places"),
            cohorts.resize,
            form=ResizeForm,
            told=_("Never fewer than are taken."),
        ),
        Step(
            "lay_out",
            _("Lay out a milestone plan"),
            planning.lay_out_cohort,
            may=lambda cohort: cohort.state != CohortState.CLOSED,
            told=_("Each startup gets the milestones of the plan; what it has already stays as it is."),
            form=LayOutForm,
            form_knows=True,
            foresee=_plan_foreseen,
        ),
        graduation.GRADUATE_COHORT,
        *messages.STEPS,
    ]

    def beside(self, thing: Cohort) -> dict[str, Any]:
        room = places_in(thing)
        first = reserve_of(thing).first() if room.free and room.waiting else None
        return {"room": room, "first": first, "members": by_state(thing)}
