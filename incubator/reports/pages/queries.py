"""What stands beside a snapshot on its page: its other versions and periods, the names that may be told."""

from typing import Any

from django.db.models import F, Func, JSONField, QuerySet
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce

from incubator.reports.snapshots.models import Question, Report
from incubator.words import LANGUAGES
from programs.partners.models import Mandate
from startups.models import Startup
from startups.models.sharing import Sharing
from startups.states import SharingScope


class Without(Func):
    """A snapshot without some of its parts."""

    template = "(%(expressions)s - '{%(parts)s}'::text[])"
    output_field = JSONField()


_OF_RELATIVES = (
    "first_day",
    "last_day",
    "version",
    "state",
    "replaces",
    *(f"cohort__name_{code}" for code in LANGUAGES),
)


def relatives(report: Report, user: Any) -> list[Report]:
    """All reports of the convention that the reader may see, the newest first; without their figures."""
    rows = Report.objects.beside(report, user).drawn().select_related("cohort")
    return list(rows.only(*_OF_RELATIVES))


def told(user: Any) -> QuerySet[Report]:
    """The list of reports, with the figures that open them and nothing else of the snapshot."""
    rows = Report.objects.visible_to(user).drawn().with_card()
    return rows.annotate(numbers=F("payload__numbers"))


def latest(user: Any) -> Report | None:
    """The report that a reader of one partner lands on; nobody else has one."""
    partners = set(Mandate.objects.live().filter(person=user).values_list("partner", flat=True)[:2])
    if user.is_staff or len(partners) != 1:
        return None
    rows = Report.objects.visible_to(user).published().filter(convention__partner__in=partners)
    return rows.only("pk").order_by("-last_day", "-published_at", "pk").first()


def payload_of(pk: Any) -> dict[str, Any]:
    """The snapshot of a report without the lists behind its figures, which are as long as the data."""
    told = Report.objects.filter(pk=pk).values_list(Without("payload", parts="behind"), flat=True).get()
    return {**told, "behind": {}}


def figure_of(pk: Any, code: str) -> tuple[dict[str, Any], list[Any]]:
    """The snapshot of a report with the splits of one figure and of no other, and the list behind it."""
    splits, behind = (KeyTransform(code, KeyTransform(part, "payload")) for part in ("splits", "behind"))
    rows = Report.objects.filter(pk=pk).annotate(cells=splits, behind=behind)
    told, cells, counted = rows.values_list(Without("payload", parts="behind,splits"), "cells", "behind").get()
    return {**told, "splits": {code: cells or {}}, "behind": {}}, counted or []


def list_of(pk: Any, code: str) -> list[Any]:
    """The list behind one figure of a report, as it was stored."""
    rows = Report.objects.filter(pk=pk)
    return rows.values_list(KeyTransform(code, KeyTransform("behind", "payload")), flat=True).get() or []


def questions_on(report: Report) -> list[Question]:
    told = ("report", "code", "text", "asked_at", "answer", "answered_at")
    whose = ("asked_by__name", "asked_by__email", "asked_by__erased_at")
    return list(report.questions.select_related("asked_by").only(*told, *whose))


def names_of(keys: set[int]) -> dict[int, str]:
    return {pk: name for pk, _holder, name in _called(keys)}


def shared_names(keys: set[int], organisation: Any) -> tuple[dict[int, str], set[int]]:
    """Names of startups that agree today that the organisation sees theirs, and which of them share their figures too."""
    live = Sharing.objects.live().with_organisation(organisation)
    scopes = dict(live.values_list("startup", "scope"))
    shared = [(pk, scopes[holder], name) for pk, holder, name in _called(keys) if holder in scopes]
    return {pk: name for pk, _scope, name in shared}, {
        pk for pk, scope, _name in shared if scope == SharingScope.FIGURES
    }


def _called(keys: set[int]) -> Any:
    """(key, key of the record that holds it now, name): a merged record goes by the one that stays."""
    rows = Startup.objects.filter(pk__in=keys)
    holder, name = Coalesce("merged_into", "pk"), Coalesce("merged_into__name", "name")
    return rows.annotate(holder=holder, called=name).values_list("pk", "holder", "called")
