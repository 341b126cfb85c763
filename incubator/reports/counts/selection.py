"""I01 and I02, and the applicants of I03 and I04: files as rows, of each project in a call the one sent last."""

from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value, Window
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, RowNumber

from incubator.reports.counts.base import Family, Found, Parts, Recipe, during, half_or_more, identity, is_true, within
from incubator.reports.counts.binding import summed
from incubator.reports.counts.members import legal_status
from incubator.reports.dimensions import Split
from incubator.reports.figures import Figure, known, share
from incubator.reports.scope import Scope
from programs.applications.models import Application
from programs.applications.states import ApplicationState as S

UNSENT = (S.DRAFT, S.LAPSED)


def _sent(scope: Scope) -> QuerySet[Application]:
    return Application.objects.order_by().filter(within(scope), during(scope, "submitted_at")).exclude(state__in=UNSENT)


def files(scope: Scope, also: tuple[str, ...] = ()) -> QuerySet[Application]:
    """Sent in the period, without those of the same project in the same call that were sent before."""
    place = Window(
        RowNumber(), partition_by=[F("call"), identity()], order_by=[F("submitted_at").desc(), F("pk").desc()]
    )
    latest = _sent(scope).annotate(nth=place).filter(nth=1).values("pk")
    return Application.objects.order_by().filter(pk__in=latest)


def around(scope: Scope) -> Parts:
    """What is not counted: files that were never sent, and those that were sent again."""

    def rows(like: Scope) -> QuerySet[Any]:
        sent = during(like, "submitted_at") & ~Q(state__in=UNSENT)
        begun = during(like, "created_at") & Q(state__in=UNSENT)
        return (
            Application.objects.order_by()
            .filter(within(like))
            .annotate(was_sent=is_true(sent), is_begun=is_true(begun))
        )

    project, sent = Concat(Cast("call", CharField()), Value("/"), identity()), Q(was_sent=True)
    sums = {
        "drafts": Count("pk", filter=Q(is_begun=True)),
        "sent": Count("pk", filter=sent),
        "kept": Count(project, filter=sent, distinct=True),
    }
    found = summed(("around",), scope, rows, sums)
    return [("drafts", Decimal(found["drafts"])), ("duplicates", Decimal(found["sent"] - found["kept"]))]


def _told(fact: str, field: str) -> Any:
    """As answered in the file, else as the startup's card says."""
    return Coalesce(NullIf(KT(f"facts__{fact}"), Value("")), field, output_field=CharField())


FILES = Family(
    files,
    {
        "who": lambda scope: identity(),
        "women_led": lambda scope: half_or_more("startup__women_founders", "startup__founders"),
        "youth_led": lambda scope: half_or_more("startup__young_founders", "startup__founders"),
    },
    {
        Split.PROGRAMME: F("cohort__programme"),
        Split.COHORT: F("cohort"),
        Split.REGION: _told("region", "startup__region"),
        Split.SECTOR: _told("sector", "startup__sector"),
        Split.STAGE: _told("stage", "startup__stage"),
        Split.WOMEN_LED: half_or_more("startup__women_founders", "startup__founders"),
        Split.YOUTH_LED: half_or_more("startup__young_founders", "startup__founders"),
        Split.LEGAL: legal_status("startup__legal_form"),
    },
)

#: Chosen, and the place stands: who said no, or nothing, left it to the next in line. Who left the cohort later was chosen.
ADMITTED = Q(state__in=[S.OFFERED, S.ACCEPTED]) | Q(enrolment__isnull=False)
ELIGIBLE = ~Q(state=S.INELIGIBLE)


def _files(found: Found) -> Figure:
    states = [(f"state_{state}", found[state.value]) for state in S if found[state.value]]
    return Figure("I01", Decimal(found["all"]), found["startups"], found["startups"], known(*states))


def _rate(found: Found) -> Figure:
    gross = share(found["admitted"], found["all"])
    counts = [(name, found[name]) for name in ("admitted", "eligible", "waiting")]
    parts = known(*counts, ("submitted", found["all"]), ("gross", gross))
    return Figure("I02", share(found["admitted"], found["eligible"]), found["looked_at"], found["startups"], parts)


def _applicants(code: str, column: str) -> Recipe:
    """Beside the startups that were admitted, the same share of those that applied; each counts once."""

    def tell(found: Found) -> Figure:
        parts = known(("applicants", found["known"]), ("applicants_led", found["led"]))
        rate = known(("applicants_share", share(found["led"], found["known"])))
        return Figure(f"{code} applicants", None, found["known"], found["known"], parts + rate)

    sums = {
        "known": Count("who", filter=~Q(**{column: ""}), distinct=True),
        "led": Count("who", filter=Q(**{column: "yes"}), distinct=True),
    }
    return Recipe(f"{code} applicants", FILES, ("who", column), sums, tell)


_STARTUPS = Count("who", distinct=True)

RECIPES = (
    Recipe(
        "I01",
        FILES,
        ("who",),
        {"all": Count("pk"), "startups": _STARTUPS, **{s.value: Count("pk", filter=Q(state=s)) for s in S}},
        _files,
    ),
    Recipe(
        "I02",
        FILES,
        ("who",),
        {
            "all": Count("pk"),
            "startups": _STARTUPS,
            "looked_at": Count("who", filter=ELIGIBLE, distinct=True),
            "eligible": Count("pk", filter=ELIGIBLE),
            "admitted": Count("pk", filter=ADMITTED),
            "waiting": Count("pk", filter=Q(state=S.WAITLISTED)),
        },
        _rate,
        counted=ADMITTED,
    ),
)
#: Parts of I03 and I04.
APPLICANTS = (_applicants("I03", "women_led"), _applicants("I04", "youth_led"))
