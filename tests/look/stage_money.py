"""What financing shows on the stage: requests, awards and tranches in the states that draw their pages differently."""

from typing import Any

from incubator.demo import make
from services.funding.actions import requests, tranches
from services.funding.states import TrancheState

LONG = "Prime à la construction et aux essais du premier prototype d’une solution verte, sur site et en laboratoire"


def money(startup: Any, officer: Any) -> dict[str, Any]:
    """The owner of `startup` has a draft, a request sent and an award whose second tranche waits."""
    rules = {"ceiling_mad": 200_000, "share_of_costs_max": 80, "own_share_min": 20, "own_money_first": True}
    rich = make.instrument(
        name_fr=LONG, trl_min=4, sectors=["SOL", "EOL"], beneficiaries_max=12, terms_fr=LONG, **rules
    )
    make.instrument(is_open=False)
    for moment in ("application", "payment"):
        make.instrument().papers.create(name_fr="le devis détaillé", moment=moment)
    asked = make.instrument(own_money_first=True)
    asked.papers.create(name_fr="le relevé d’identité bancaire", moment="payment")
    draft = make.funding_request(of=startup, to=make.instrument(ceiling_mad=1), state="draft")
    sent = make.funding_request(of=startup)
    requests.contribute(sent.pk, label="Apport des associés", amount=10, upload=make.paper(), by=None)
    parts = [make.part(20_000, days=3), make.part(40_000, days=60, conditions=["Rapport technique", "Factures"])]
    paid = make.award(of=startup, is_signed=True, parts=parts)
    make.tranche(of=paid, state=TrancheState.PAID)
    half = make.tranche()
    tranches.approve(half.pk, by=officer)
    make.tranche(state=TrancheState.APPROVED)
    make.award()
    refused = make.funding_request(of=startup, state="refused")
    return {"rich_aid": rich, "money_files": [draft, sent, paid.request, refused]}
