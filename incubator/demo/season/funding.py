"""Aid to startups: the public schemes, one grant of the cluster with a budget, an award half paid, a request to decide."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo import make
from incubator.demo.season.seed import day
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState
from services.funding import schemes
from services.funding.actions import awards, desk, instruments, requests, tranches
from services.funding.models import Award, FundingRequest, Instrument
from services.ledger.models import FundingSource
from startups.models import Startup

BUDGET, GRANTED = 1_500_000, Decimal(150_000)
WORDS = {
    "name": {"fr": "Prime au premier prototype", "en": "First-prototype grant", "ar": "منحة النموذج الأولي"},
    "summary": {
        "fr": "Jusqu’à 200 000 MAD pour construire et essayer le premier prototype d’une solution verte.",
        "en": "Up to 200,000 MAD to build and try the first prototype of a green solution.",
        "ar": "إلى غاية 200.000 درهم لبناء وتجربة النموذج الأولي لحل أخضر.",
    },
    "terms": {
        "fr": "La prime couvre au plus 80 % des dépenses. Vous justifiez d’abord votre part, puis la prime est versée en tranches.",
        "en": "The grant covers 80 % of the costs at most. You first prove your own share; then the grant is paid in tranches.",
        "ar": "تغطي المنحة 80% من النفقات على الأكثر. تثبتون أولا مساهمتكم ثم تصرف المنحة على أشطر.",
    },
}
COSTS = [("Moules et pièces", Decimal(90_000)), ("Essais en laboratoire", Decimal(70_000)), ("Brevet", Decimal(40_000))]
PURPOSE = "Construire deux prototypes et les essayer pendant un été sur le toit d’un client."


def season_of_funding(startups: list[Startup], *, by: User) -> None:
    """The demonstration's founder has the award, a startup of the cohort asks."""
    schemes.load(by=by)
    grant = _grant_of_the_cluster(by=by)
    mine = Startup.objects.of(User.objects.get(email="founder@demo.test"))[0]
    _half_paid(_asked(mine, grant), by=by)
    _asked(next(one for one in startups if one != mine), grant)
    _told_long_ago()


def _grant_of_the_cluster(*, by: User) -> Instrument:
    words = {f"{name}_{code}": text for name, said in WORDS.items() for code, text in said.items()}
    made = Instrument.objects.create(
        slug="prime-premier-prototype",
        kind="grant",
        operator="Cluster EnR",
        is_ours=True,
        source=FundingSource.objects.get(code="cluster-enr"),
        budget_mad=BUDGET,
        ceiling_mad=200_000,
        share_of_costs_max=80,
        own_share_min=20,
        own_money_first=True,
        beneficiaries_max=12,
        valid_from=day(-60),
        valid_until=day(300),
        position=1,
        **words,
    )
    made.papers.create(
        name_fr="devis des principales dépenses",
        name_en="quotes of the main costs",
        name_ar="عروض أثمان النفقات الرئيسية",
    )
    made.papers.create(
        name_fr="relevé d’identité bancaire", name_en="bank details", name_ar="كشف التعريف البنكي", moment="payment"
    )
    return instruments.open(made.pk, by=by)


def _asked(startup: Startup, grant: Instrument) -> FundingRequest:
    owner = make.owner_of(startup)
    wish = requests.Wish(PURPOSE, COSTS, GRANTED, Decimal(50_000))
    made = requests.begin(grant.pk, startup_id=startup.pk, wish=wish, by=owner)
    requests.attach(made.pk, upload=make.paper("devis.pdf"), paper=grant.papers.get(moment="application"), by=owner)
    requests.contribute(
        made.pk, label="Apport des associés", amount=Decimal(45_000), upload=make.paper("releve.pdf"), by=owner
    )
    return requests.submit(made.pk, by=owner)


def _half_paid(request: FundingRequest, *, by: User) -> None:
    """The first tranche is paid after its own money and conditions; the second waits for its own."""
    parts: list[Any] = [
        desk.Part(Decimal(60_000), day(-10), ["Compte bancaire dédié ouvert"]),
        desk.Part(
            Decimal(90_000), day(12), ["Rapport technique du premier prototype", "Factures de la première tranche"]
        ),
    ]
    made = desk.award(request.pk, by=by, grant=desk.Grant(GRANTED, parts, "Un rapport chaque trimestre."))
    _signed(made, by=by)
    owner = make.owner_of(made.startup)
    own = requests.contribute(
        request.pk, label="Moules payés", amount=Decimal(5_000), upload=make.paper("facture.pdf"), by=owner
    )
    requests.attach(
        request.pk, upload=make.paper("rib.pdf"), paper=made.instrument.papers.get(moment="payment"), by=owner
    )
    for one in (own, request.contributions.first()):
        desk.verify_contribution(request.pk, contribution=one, by=by)
    first, second = made.tranches.order_by("number")
    for condition in first.conditions.all():
        tranches.prove(condition.pk, upload=make.paper("attestation.pdf"), by=owner)
        tranches.meet(first.pk, condition=condition, by=by)
    tranches.approve(first.pk, by=by)
    tranches.approve(first.pk, by=User.objects.get(email="staff2@demo.test"))
    paid: dict[str, Any] = {"paid_on": timezone.localdate() - timedelta(days=8), "reference": "VIR-2026-0117"}
    tranches.pay(first.pk, by=by, amount=first.amount, **paid)
    proof = second.conditions.all()[0]
    tranches.prove(proof.pk, upload=make.paper("rapport.pdf"), by=owner)


def _signed(made: Award, *, by: User) -> None:
    awards.send_agreement(made.pk, by=by, file=make.paper("convention.pdf"))
    awards.sign(made.pk, by=by, signed_on=timezone.localdate() - timedelta(days=20))
    Award.objects.filter(pk=made.pk).update(awarded_at=timezone.now() - timedelta(days=30))


def _told_long_ago() -> None:
    """These letters left when it happened."""
    waiting = Letter.objects.filter(kind__startswith="services.funding.", state=LetterState.PLANNED)
    waiting.update(state=LetterState.SENT, sent_at=timezone.now() - timedelta(days=8))
