"""Makers of services, funding sources and entitlements."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from incubator.demo.make_calls import cohort as a_cohort
from incubator.demo.make_people import number, staff
from incubator.demo.make_startups import startup
from incubator.words import LANGUAGES
from programs.partners.models import Cohort
from services.catalogue import actions as catalogue
from services.catalogue.models import Service
from services.catalogue.states import ServiceKind, ServiceState
from services.ledger import actions as ledger
from services.ledger.models import Allowance, Entitlement, FundingSource
from startups.models import Startup

YEAR = timedelta(days=365)


def service(*, state: str = ServiceState.ACTIVE, kind: str = ServiceKind.COACHING, **fields: Any) -> Service:
    n = number()
    label = fields.pop("name", f"Service {n}")
    words = {f"{name}_{code}": label for name in ("name", "summary") for code in LANGUAGES}
    values = {"slug": f"service-{n}", "code": f"S{n}", "for_enrolled_only": False, **words, **fields}
    made = Service.objects.create(kind=kind, **values)
    for verb in {ServiceState.ACTIVE: ["show"], ServiceState.RETIRED: ["retire"]}.get(ServiceState(state), []):
        getattr(catalogue, verb)(made.pk, by=staff())
    made.refresh_from_db()
    return made


def source(**fields: Any) -> FundingSource:
    n = number()
    return FundingSource.objects.create(**{"code": f"source-{n}", "name_fr": f"Budget {n}", **fields})


def entitlement(
    *,
    of: Startup | None = None,
    amount: float = 10,
    kind: str = ServiceKind.COACHING,
    starts_on: date | None = None,
    ends_on: date | None = None,
    **more: Any,
) -> Entitlement:
    today = timezone.localdate()
    period = {"starts_on": starts_on or today, "ends_on": ends_on or today + YEAR}
    values = {"source": more.pop("source", None) or source(), **period, **more}
    what = ledger.Grant(kind=kind, amount=Decimal(str(amount)), **values)
    return ledger.grant((of or startup()).pk, what, by=staff())


def allowance(
    *, of: Cohort | None = None, amount: float = 10, kind: str = ServiceKind.COACHING, **more: Any
) -> Allowance:
    """What each startup of a cohort is to get; not granted yet."""
    values = {"source": more.pop("source", None) or source(), "amount": Decimal(str(amount)), **more}
    return Allowance.objects.create(cohort=of or a_cohort(), kind=kind, **values)
