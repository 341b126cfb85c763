"""Makers of milestone plans and milestones, reached by walking the actions."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from incubator.demo.make_people import staff
from incubator.demo.make_startups import owner_of
from incubator.demo.make_statements import enrolment
from programs.cohorts.models import Enrolment
from programs.milestones.actions import handing_in, planning
from programs.milestones.models import Milestone, PlanTemplate
from programs.milestones.states import MilestoneState
from programs.partners.models import Programme

M = MilestoneState


def plan(*, of: Programme, days: tuple[int, ...] = (10, 40), **values: Any) -> PlanTemplate:
    made = PlanTemplate.objects.create(programme=of, name_fr="Parcours", **values)
    for position, after in enumerate(days, start=1):
        words = {
            "title_fr": f"Jalon {position}",
            "title_en": f"Milestone {position}",
            "title_ar": f"المحطة {position}",
        }
        made.items.create(position=position, days_after=after, asked_fr="Dites ce qui est fait.", **words)
    return made


def milestone(
    *, of: Enrolment | None = None, state: str = M.DUE, due_on: date | None = None, **words: Any
) -> Milestone:
    """Due in a week unless told otherwise; a planned one in three months."""
    place, officer = of or enrolment(), staff()
    ahead = timedelta(days=90 if state == M.PLANNED else 7)
    values = {"title_fr": "Vingt entretiens", "asked_fr": "Un compte rendu.", "wants_evidence": True, **words}
    made = planning.add(place.pk, by=officer, due_on=due_on or timezone.localdate() + ahead, **values)
    if state in (M.SUBMITTED, M.VALIDATED, M.RETURNED):
        handing_in.submit(made.pk, by=owner_of(place.startup), evidence="C’est fait.")
    if state == M.VALIDATED:
        handing_in.validate(made.pk, by=officer)
    if state == M.RETURNED:
        handing_in.return_(made.pk, by=officer, reason="Il manque les prix.")
    if state == M.WAIVED:
        handing_in.waive(made.pk, by=officer, reason="Déjà fait.")
    return Milestone.objects.with_card().get(pk=made.pk)
