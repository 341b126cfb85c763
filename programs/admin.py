"""The face of the app: gathers the admin pages of its slices. A cohort's page needs steps of two of them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from incubator.fields import WholeNumberField
from programs.applications import admin as applications
from programs.calls import admin as calls
from programs.cohorts import actions as cohorts
from programs.cohorts import admin as participations
from programs.cohorts.queries import by_state
from programs.decisions import admin as decisions
from programs.decisions.queries import places_in, reserve_of
from programs.jury import admin as jury
from programs.partners import admin as partners
from programs.partners.models import Cohort
from programs.partners.states import COHORT
from programs.partners.steps import Step
from programs.statements import admin as statements

__all__ = ["applications", "calls", "decisions", "jury", "participations", "partners", "statements"]


class ResizeForm(forms.Form):
    places = WholeNumberField(label=_("Places"), min_value=1, max_value=1000)


@admin.register(Cohort)
class CohortAdmin(partners.CohortAdmin):
    change_form_template = "admin/programs/cohort.html"
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
    ]

    def beside(self, thing: Cohort) -> dict[str, Any]:
        room = places_in(thing)
        first = reserve_of(thing).first() if room.free and room.waiting else None
        return {"room": room, "first": first, "members": by_state(thing)}
