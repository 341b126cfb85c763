"""A plan of last year becomes one of this year: copied, so that changing one leaves the other as it was."""

from typing import Any

from django.db import transaction

from incubator.journal.models import record
from programs.milestones.actions.planning import WORDS
from programs.milestones.models import PlanTemplate, TemplateMilestone


@transaction.atomic
def copy_plan(template_id: int, *, names: dict[str, str], by: Any) -> PlanTemplate:
    """`names`: {"fr": …, "en": …, "ar": …} of the copy."""
    source = PlanTemplate.objects.get(pk=template_id)
    named = {f"name_{code}": words[:120] for code, words in names.items()}
    made = PlanTemplate.objects.create(programme=source.programme, counted_from=source.counted_from, **named)
    TemplateMilestone.objects.bulk_create(
        TemplateMilestone(template=made, days_after=item.days_after, **{name: getattr(item, name) for name in WORDS})
        for item in source.items.all()
    )
    record("copy", made, by=by, copied_from=source.pk)
    return made
