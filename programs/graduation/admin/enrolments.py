"""The page of a participation, with what its programme asks of a graduate and what was heard of it afterwards."""

from typing import Any

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator import spoken
from incubator.outbox.rehearsal import rehearse
from programs.cohorts.admin import EnrolmentAdmin as ParticipationAdmin
from programs.cohorts.models import Enrolment
from programs.cohorts.states import ENROLMENT, EnrolmentState
from programs.graduation.actions import graduating
from programs.graduation.forms import GraduateForm
from programs.graduation.models import Graduation
from programs.graduation.queries import criteria_of
from programs.partners.steps import Foreseen, Step


def _foreseen(place: Enrolment, values: dict[str, Any], user: Any) -> Foreseen:
    def look(made: Enrolment) -> Graduation:
        return made.graduation

    made, letters = rehearse(lambda: graduating.graduate(place.pk, by=user, **values), look)
    state = capfirst(str(EnrolmentState(EnrolmentState.GRADUATED).label))
    changes = [
        (_("state"), capfirst(place.get_state_display()), state),
        (_("ended"), "–", spoken.day(values["on"])),
    ]
    lacking = [_("%(label)s: %(found)s") % one for one in made.found if not one["is_met"]]
    head = [_("By exception: a criterion is not met.")] if lacking else []
    return Foreseen(changes, head + lacking, letters)


GRADUATE = Step(
    "graduate",
    gettext_lazy("Graduate"),
    graduating.graduate,
    may=lambda place: ENROLMENT.allows("graduate", place.state),
    told=gettext_lazy(
        "The startup has completed the programme: its team gets the certificate by mail. This cannot be undone here."
    ),
    form=GraduateForm,
    form_knows=True,
    foresee=_foreseen,
)


@admin.register(Enrolment)
class EnrolmentAdmin(ParticipationAdmin):
    change_form_template = "admin/programs/graduation/enrolment.html"
    steps = [GRADUATE, *ParticipationAdmin.steps]
    verbs = ParticipationAdmin.verbs | {"graduate": gettext_lazy("Graduated")}

    def beside(self, thing: Enrolment) -> dict[str, Any]:
        """Before the end the criteria, afterwards certificate and follow-ups."""
        page = super().beside(thing)
        if ENROLMENT.allows("graduate", thing.state):
            return {**page, "criteria": criteria_of([thing])[thing.pk].rows}
        if not thing.ended_on:
            return page
        return {**page, "graduation": self._graduation(thing), "follow_ups": thing.follow_ups.order_by("months")}

    @staticmethod
    def _graduation(place: Enrolment) -> Graduation | None:
        return Graduation.objects.filter(enrolment=place).prefetch_related("certificates").first()
