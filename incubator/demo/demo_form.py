"""The form of the demonstration: 20 questions in three languages, some of them in several parts, in five sections.

Words come from the seed where the question stands as asked; `demo_form.json` adds sections, parts, options and rules.
The 20th question of the seed, the consent, is asked on the check page and not in the form.
"""

import json
from pathlib import Path
from typing import Any

from programs.calls.models import EligibilityRule, Form, Question, Section

HERE = Path(__file__).resolve().parent
SIDES = (
    "key",
    "kind",
    "is_required",
    "minimum",
    "maximum",
    "decimals",
    "unit",
    "listed",
    "options",
    "columns",
    "condition",
    "feeds",
    "is_blinded",
)


def demo_form(name: str = "") -> Form:
    """A form that may still be changed; a call freezes it when it is published."""
    told = json.loads((HERE / "demo_form.json").read_text(encoding="utf-8"))
    seed = json.loads((HERE / "seed_demo.json").read_text(encoding="utf-8"))
    labels = {question["key"]: question["label"] for question in seed["application_form"]}
    return make_form(name=name or told["name"], sections=told["sections"], rules=told["rules"], labels=labels)


def make_form(
    *,
    name: str,
    sections: list[dict[str, Any]],
    rules: list[dict[str, Any]] | None = None,
    labels: dict[str, Any] | None = None,
) -> Form:
    form = Form.objects.create(name=name)
    for position, told in enumerate(sections):
        section = Section.objects.create(
            form=form,
            key=told["key"],
            position=position,
            **_words("title", told["title"]),
            **_words("intro", told.get("intro", {})),
        )
        Question.objects.bulk_create(
            _question(section, number, question, labels or {}) for number, question in enumerate(told["questions"])
        )
    EligibilityRule.objects.bulk_create(
        EligibilityRule(
            form=form,
            position=number,
            **_words("reason", rule["reason"]),
            **{k: v for k, v in rule.items() if k != "reason"},
        )
        for number, rule in enumerate(rules or [])
    )
    return form


def _question(section: Section, position: int, told: dict[str, Any], labels: dict[str, Any]) -> Question:
    words = told.get("label") or labels[told["seed"]]
    sides = {side: told[side] for side in SIDES if side in told}
    return Question(
        section=section, position=position, **_words("label", words), **_words("help", told.get("help", {})), **sides
    )


def _words(name: str, words: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": words.get(code, "") for code in ("fr", "en", "ar")}
