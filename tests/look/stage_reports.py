"""What reports show on the stage: a convention with a long name, a report in every state, a schedule that failed, questions."""

from datetime import date
from typing import Any

from incubator.demo import make
from incubator.reports.snapshots.actions import reviewing, scheduling
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.shapes import digest
from tests.reports import given

TITLE = (
    "Convention-cadre d’accompagnement des startups vertes et des petites entreprises de l’Oriental et du Haut-Atlas"
)


def reports(reader: Any, officer: Any) -> dict[str, Any]:
    """`reader` reads for the partner."""
    agreed = make.convention(
        title_fr=TITLE, title_ar="اتفاقية إطار لمواكبة الشركات الناشئة الخضراء", keeps_small_cells=False
    )
    make.reader(of=agreed, who=reader)
    agreed.targets.create(code="I05", value=50, first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))
    published = _filled(make.report(of=agreed, state="reviewed", by=officer))
    reviewing.publish(published.pk, by=officer)
    old = _filled(make.report(of=agreed, state="reviewed", by=officer, first_day=date(2025, 1, 1)))
    reviewing.publish(old.pk, by=officer)
    corrected = make.drawn(reviewing.correct(old.pk, by=officer, reason_fr="Deux emplois ont été comptés deux fois."))
    _filled(corrected, numbers={"I12": given.Number(21, 5, 6)})
    for state in ("failed", "draft", "reviewed", "generating"):
        make.report(state=state, by=officer)
    schedule = make.schedule(of=agreed, owner=officer)
    scheduling.stumble(schedule.pk, "La convention n’est pas en vigueur aujourd’hui.")
    scheduling.pause(make.schedule(of=agreed, owner=officer, rule="freeze").pk, by=officer)
    make.question(of=published, by=reader, answer="Des déclarations du semestre.", code="I12")
    asked = make.question(of=published, by=reader, text=f"{TITLE} ? " * 4)
    return {"published": published, "corrected": corrected, "superseded": old, "asked": asked, "convention": agreed}


def _filled(made: Report, **told: Any) -> Report:
    """With the figures of the worked example."""
    payload = given.snapshot(**told).payload()
    Report.objects.filter(pk=made.pk).update(payload=payload, digest=digest(payload))
    made.refresh_from_db()
    return made
