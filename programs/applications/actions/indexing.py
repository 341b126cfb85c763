"""What staff lists filter, sort and search by: the startup's name, the receipt, a few answers. Never other text of a draft."""

from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from incubator.text import search_key, sort_key
from programs.applications.models import Application
from programs.calls.plans import is_blank, plan_of


def index(application: Application, answers: dict[str, Any] | None = None) -> None:
    """`answers` are those of a sent version; a draft is found by the startup's name only."""
    application.sort_key = sort_key(application.startup.name)
    if answers is not None:
        application.facts = facts_of(application, answers)
    words = search_key(" ".join([application.startup.name, application.receipt, application.receipt.replace("-", " ")]))
    Application.objects.filter(pk=application.pk).update(
        sort_key=application.sort_key, facts=application.facts, search=SearchVector(Value(words), config="simple")
    )


def facts_of(application: Application, answers: dict[str, Any]) -> dict[str, Any]:
    """{profile field: value} of the questions that feed the startup's profile: sector, stage, TRL, region, staff, revenue."""
    plan = plan_of(application.form_id)
    return {q.feeds: answers[q.key] for q in plan if q.feeds and not is_blank(answers.get(q.key))}
