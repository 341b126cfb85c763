"""Makers of programmes, cohorts, forms and calls. A call that has closed was published while it was open, and time went by."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.demo_form import make_form
from incubator.demo.make_people import number, staff
from incubator.words import LANGUAGES
from programs.calls import actions as calls
from programs.calls.models import Call, Form
from programs.calls.states import Phase
from programs.partners import actions as partners
from programs.partners.models import Cohort, Partner, Programme
from programs.partners.states import ProgrammeState
from startups.models import Organisation

DAY = timedelta(days=1)
#: (opening, closing) from today, in days.
WINDOWS = {Phase.SCHEDULED: (10, 40), Phase.OPEN: (-5, 25), Phase.CLOSED: (-40, -3)}

#: Small and whole: one question of most kinds, a condition, a rule.
SMALL: list[dict[str, Any]] = [
    {
        "key": "project",
        "title": {"fr": "Projet", "en": "Project", "ar": "المشروع"},
        "questions": [
            {
                "key": "project_name",
                "kind": "line",
                "label": {"fr": "Nom du projet", "en": "Project name", "ar": "اسم المشروع"},
                "feeds": "name",
            },
            {
                "key": "pitch",
                "kind": "text",
                "maximum": 300,
                "label": {"fr": "En deux phrases", "en": "In two sentences", "ar": "في جملتين"},
            },
            {
                "key": "sector",
                "kind": "choice",
                "listed": "sector",
                "feeds": "sector",
                "label": {"fr": "Secteur", "en": "Sector", "ar": "القطاع"},
            },
            {
                "key": "sells",
                "kind": "yes_no",
                "label": {"fr": "Vendez-vous déjà ?", "en": "Do you sell already?", "ar": "هل تبيعون؟"},
            },
        ],
    },
    {
        "key": "figures",
        "title": {"fr": "Chiffres", "en": "Figures", "ar": "الأرقام"},
        "questions": [
            {
                "key": "revenue",
                "kind": "number",
                "unit": "MAD",
                "minimum": 0,
                "decimals": 2,
                "feeds": "revenue",
                "label": {"fr": "Chiffre d’affaires", "en": "Revenue", "ar": "رقم المعاملات"},
                "condition": {"question": "sells", "one_of": ["yes"]},
            },
            {
                "key": "trl",
                "kind": "number",
                "minimum": 1,
                "maximum": 9,
                "feeds": "trl",
                "label": {"fr": "TRL", "en": "TRL", "ar": "TRL"},
            },
        ],
    },
]
RULES: list[dict[str, Any]] = [
    {
        "question_key": "trl",
        "operator": "at_least",
        "value": [3],
        "reason": {
            "fr": "Le programme part du TRL 3.",
            "en": "The programme starts from TRL 3.",
            "ar": "ينطلق البرنامج من TRL 3.",
        },
    }
]


def partner(*, name: str = "", code: str = "", **fields: Any) -> Partner:
    n = number()
    label = name or f"Partenaire {n}"
    organisation = Organisation.objects.create(name=label, sort_key=label.casefold())
    return Partner.objects.create(organisation=organisation, code=code or f"partner-{n}", **fields)


def programme(
    *, code: str = "", name: str = "", state: str = ProgrammeState.ACTIVE, by: User | None = None, **fields: Any
) -> Programme:
    n = number()
    label = name or f"Programme {n}"
    values = {"summary_fr": "De l’idée au premier client.", **_said("name", label), **fields}
    made = Programme.objects.create(code=code or f"P{n}", **values)
    if state == ProgrammeState.ACTIVE:
        partners.activate(made.pk, by=by or staff())
    made.refresh_from_db()
    return made


def cohort(*, of: Programme | None = None, code: str = "", name: str = "", places: int = 10, **fields: Any) -> Cohort:
    n = number()
    values = {**_said("name", name or f"Promotion {n}"), **fields}
    return Cohort.objects.create(programme=of or programme(), code=code or f"C{n}", places=places, **values)


def form(
    *, name: str = "", sections: list[dict[str, Any]] | None = None, rules: list[dict[str, Any]] | None = None
) -> Form:
    return make_form(
        name=name or f"Formulaire {number()}", sections=sections or SMALL, rules=RULES if rules is None else rules
    )


def call(
    *,
    phase: str = Phase.OPEN,
    of: Cohort | None = None,
    asking: Form | None = None,
    by: User | None = None,
    **fields: Any,
) -> Call:
    """A published call in the phase asked for; `phase=""` leaves it a draft."""
    n, now = number(), timezone.now()
    opens, closes = WINDOWS.get(Phase(phase), (1, 30)) if phase else (1, 30)
    label, slug = fields.pop("title", f"Appel {n}"), fields.pop("slug", f"call-{n}")
    dates = {"opens_at": now + opens * DAY, "closes_at": now + closes * DAY}
    in_future = {"opens_at": now - DAY, "closes_at": now + DAY} if phase == Phase.CLOSED else {}
    texts = {
        **_said("title", label),
        **_said("summary", f"{label}, en une phrase."),
        **_said("purpose", "Pour aller plus loin."),
        **_said("who", "Toutes les équipes."),
    }
    wanted = {**texts, **dates, **fields}
    made = Call.objects.create(slug=slug, cohort=of or cohort(), form=asking or form(), **{**wanted, **in_future})
    if phase:
        calls.publish(made.pk, by=by or staff())
        if in_future:
            Call.objects.filter(pk=made.pk).update(**{name: wanted[name] for name in in_future})
    made.refresh_from_db()
    return made


def _said(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": words for code in LANGUAGES}
