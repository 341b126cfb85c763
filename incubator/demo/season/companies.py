"""The fifteen invented startups of the seed, each with its owner."""

from datetime import date
from typing import Any

from incubator.accounts.models import User
from incubator.demo import make
from incubator.demo.season.passports import DECLARED
from incubator.demo.season.seed import day
from startups.actions import profile
from startups.models import Startup
from startups.states import LegalForm, StartupKind


def company(told: dict[str, Any], *, owner: User | None = None) -> Startup:
    person = owner or make.person(email=f"{told['code'].lower()}@demo.test", name=f"Fondatrice {told['name']}")
    made = profile.open_file(values=_profile(told), facts=_entry(told), by=person)
    if told["trl_latest"]:
        latest = {"trl": told["trl_latest"], "stage": told["stage"]}
        profile.report(made.pk, facts=latest, observed_on=day(0), by=person, source=DECLARED)
    made.refresh_from_db()
    return made


def _profile(told: dict[str, Any]) -> dict[str, Any]:
    form = told["legal_form"].lower().replace(" ", "_")
    is_created = form != LegalForm.NOT_CREATED
    return {
        "name": told["name"],
        "kind": StartupKind.STARTUP if is_created else StartupKind.PROJECT,
        "legal_form": form,
        "ice": told["ice"] or "",
        "founded_on": date(told["creation_year"], 6, 1) if told["creation_year"] else None,
        "sector": told["sector"],
        "region": told["region"],
        "city": told["city"],
        "pitch": told["pitch_fr"],
        "founders": told["founders"],
        "women_founders": told["women_founders"],
        "young_founders": told["youth_founders"],
        "is_public": told["cohort"] is not None,
    }


def _entry(told: dict[str, Any]) -> dict[str, Any]:
    facts = {"trl": told["trl_entry"], "fte": told["fte_baseline"], "revenue": told["revenue_prev_year_mad"]}
    return {name: value for name, value in facts.items() if value is not None}
