"""Makers of instruments, requests, awards and tranches; states are reached by walking the actions."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incubator.demo.make_people import number, staff
from incubator.demo.make_services import source
from incubator.demo.make_startups import owner_of, startup
from services.funding.actions import awards, desk, instruments, requests, tranches
from services.funding.models import Award, FundingRequest, Instrument, Tranche
from services.funding.states import RequestState, TrancheState
from startups.models import Startup

R, T = RequestState, TrancheState


def paper(name: str = "") -> SimpleUploadedFile:
    """A small PDF, each with its own content: the same content is kept once."""
    told = f"%PDF-1.4\n% {number()}\n"
    body = (
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
        "trailer<</Size 4/Root 1 0 R>>\n%%EOF\n"
    )
    return SimpleUploadedFile(name or f"piece-{number()}.pdf", (told + body).encode(), content_type="application/pdf")


def instrument(*, is_open: bool = True, budget: int | None = 1_000_000, **fields: Any) -> Instrument:
    """One of ours, without rules but those that are given."""
    n = number()
    words = {f"{name}_fr": f"Aide {n}" for name in ("name", "summary")}
    ours: dict[str, Any] = {"is_ours": True, "budget_mad": budget}
    if fields.get("is_ours", True):
        ours["source"] = fields.pop("source", None) or source()
    values = {"slug": f"aide-{n}", "kind": "grant", "operator": "Cluster (fictif)", **ours, **words, **fields}
    made = Instrument.objects.create(**values)
    if is_open:
        instruments.open(made.pk, by=staff())
    made.refresh_from_db()
    return made


def wish(
    *, amount: int = 60_000, own: int = 40_000, costs: Sequence[tuple[str, int]] = (("Prototype", 100_000),)
) -> Any:
    lines = [(label, Decimal(cost)) for label, cost in costs]
    return requests.Wish("Construire le prototype.", lines, Decimal(amount), Decimal(own))


def funding_request(
    *, of: Startup | None = None, to: Instrument | None = None, state: str = R.SUBMITTED, **money: Any
) -> FundingRequest:
    team = of or startup()
    asked = to or instrument()
    owner = owner_of(team)
    made = requests.begin(asked.pk, startup_id=team.pk, wish=wish(**money), by=owner)
    for one in asked.papers.filter(moment="application"):
        requests.attach(made.pk, upload=paper(), paper=one, by=owner)
    if state != R.DRAFT:
        requests.submit(made.pk, by=owner)
    if state == R.CORRECTION:
        desk.ask_completion(made.pk, by=staff(), asked="Précisez les coûts.")
    if state == R.REFUSED:
        desk.refuse(made.pk, by=staff(), reason="Hors du périmètre.")
    if state == R.WITHDRAWN:
        requests.withdraw(made.pk, by=owner)
    if state == R.AWARDED:
        return award(of=team, to=asked, request=made).request
    made.refresh_from_db()
    return made


def part(amount: int = 30_000, *, days: int = 30, conditions: Sequence[str] = ()) -> Any:
    return desk.Part(Decimal(amount), timezone.localdate() + timedelta(days=days), list(conditions))


def award(
    *,
    of: Startup | None = None,
    to: Instrument | None = None,
    request: FundingRequest | None = None,
    parts: Sequence[Any] = (),
    is_signed: bool = False,
) -> Award:
    """Two halves, unless other parts are given."""
    asked = request or funding_request(of=of, to=to)
    shares = list(parts) or [part(days=30), part(days=120)]
    total = sum((one.amount for one in shares), Decimal(0))
    made = desk.award(asked.pk, by=staff(), grant=desk.Grant(total, shares, "Rendre compte chaque trimestre."))
    if is_signed:
        made = sign(made)
    return made


def sign(made: Award) -> Award:
    by = staff()
    awards.send_agreement(made.pk, by=by, file=paper("convention.pdf"))
    return awards.sign(made.pk, by=by, signed_on=timezone.localdate())


def tranche(*, of: Award | None = None, state: str = T.CONDITIONS, number: int = 1) -> Tranche:
    """The tranche of a signed award (planned: the second one), in a state; its conditions are met on the way."""
    made = of or award(is_signed=True)
    row = made.tranches.get(number=2 if state == T.PLANNED and number == 1 else number)
    if state in {T.APPROVED, T.PAID, T.FAILED}:
        for condition in row.conditions.all():
            tranches.meet(row.pk, by=staff(), condition=condition)
        for _n in range(2):
            tranches.approve(row.pk, by=staff())
    if state == T.PAID:
        pay(row)
    if state == T.FAILED:
        tranches.fail(row.pk, by=staff(), reason="RIB erroné")
    if state == T.CANCELLED:
        tranches.cancel(row.pk, by=staff(), reason="Sans objet")
    return Tranche.objects.with_card().get(pk=row.pk)


def pay(row: Tranche, *, reference: str = "") -> Tranche:
    told = reference or f"VIR-{number()}"
    return tranches.pay(row.pk, by=staff(), paid_on=timezone.localdate(), reference=told, amount=row.amount)
