"""A whole set of answers for a company of the seed, and the deck that goes with it."""

import io
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from programs.applications.actions import answering
from programs.applications.models import Application
from programs.calls.plans import plan_of
from startups.models import Startup


def answers_for(told: dict[str, Any]) -> dict[str, Any]:
    return {**_project(told), **_company(told), **_market(told), **_plan(told)}


def _project(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "project_name": told["name"],
        "pitch": told["pitch_fr"],
        "sector": told["sector"],
        "stage": told["stage"],
        "trl": told["trl_entry"],
        "problem": "Les petits utilisateurs paient leur énergie trop cher et jettent ce qu’ils ne peuvent pas conserver.",
        "solution": "Un équipement mutualisé, entretenu sur place, payé à l’usage et suivi à distance.",
        "impact": "Chaque installation remplace un groupe électrogène ; le calcul est joint à la présentation.",
        "impact_tco2e": 120,
        "impact_method": "Consommation mesurée chez trois utilisateurs, facteurs d’émission publics.",
    }


def _company(told: dict[str, Any]) -> dict[str, Any]:
    people = [
        {
            "role": "Direction" if n == 0 else "Technique",
            "gender": "woman" if n < told["women_founders"] else "man",
            "age": "25-35",
            "time": "full",
        }
        for n in range(told["founders"])
    ]
    created = {"ice": told["ice"], "creation_date": f"{told['creation_year']}-06-01"} if told["creation_year"] else {}
    return {
        "legal_form": told["legal_form"].lower().replace(" ", "_"),
        "region": told["region"],
        "city": told["city"],
        "founders": people,
        **created,
    }


def _market(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "market": "Coopératives et PME de la région ; deux concurrents importateurs ; vente et abonnement d’entretien.",
        "revenue": told["revenue_prev_year_mad" if told["cohort"] else "revenue_last_year_mad"] or 0,
        "customers": 6,
        "fte": told["fte_baseline"],
        "funding_equity": 0,
        "funding_debt": 0,
        "funding_grants": 50000,
    }


def _plan(told: dict[str, Any]) -> dict[str, Any]:
    return {"jobs": 6, "local_content": 60, "needs": ["technical", "funding"]}


def fill(application: Application, told: dict[str, Any], *, by: Any, sections: int | None = None) -> None:
    """Saves the answers section by section, as a team does; `sections` stops early and leaves a draft."""
    given = answers_for(told)
    for section in plan_of(application.form_id).sections[:sections]:
        row = application.answers.filter(section_key=section.key).first()
        data = {q.key: given[q.key] for q in section.questions if q.key in given}
        answering.save_section(
            application.pk, section=section.key, data=data, revision=row.revision if row else 0, by=by
        )
    if sections is None:
        answering.attach(application.pk, question="deck", upload=deck(application.startup), by=by)


def deck(startup: Startup) -> SimpleUploadedFile:
    """One empty page: a real PDF that opens."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(842, 595))
        pdf.docinfo["/Title"] = startup.name
        pdf.save(file)
    return SimpleUploadedFile(f"presentation-{startup.slug}.pdf", file.getvalue(), content_type="application/pdf")
