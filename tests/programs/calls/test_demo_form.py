"""The form of the demonstration asks what the seed lists, in three languages, and can be published as it is."""

import json
from pathlib import Path

from incubator.demo import demo_form as module
from incubator.demo import make
from incubator.demo.demo_form import demo_form
from programs.calls.checks import form_problems
from programs.calls.plans import plan_of

SEED = json.loads((Path(module.__file__).parent / "seed_demo.json").read_text(encoding="utf-8"))
#: Questions of the seed that are several here; the consent is asked on the check page.
PARTS = {
    "sector": ["sector", "other_sectors"],
    "region_city": ["region", "city"],
    "impact": ["impact", "impact_tco2e", "impact_method"],
    "traction": ["revenue", "customers", "fte"],
    "funding": ["funding_equity", "funding_debt", "funding_grants"],
    "jobs_local": ["jobs", "local_content"],
    "consent": [],
}


def test_every_question_of_the_seed_is_asked_in_its_order(db):
    plan = plan_of(demo_form().pk)

    asked = [key for question in SEED["application_form"] for key in PARTS.get(question["key"], [question["key"]])]
    assert [question.key for question in plan] == asked
    assert len(plan.sections) == 5


def test_it_is_whole_in_three_languages(db):
    call = make.call(phase="", asking=demo_form())

    assert form_problems(call) == []
    assert all(question.labels[code] for question in plan_of(call.form_id) for code in ("fr", "en", "ar"))
