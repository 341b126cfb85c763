"""Requests in every state, with words as long as life has them, for the pages of the team and of the desk."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incubator.demo import make
from services.catalogue.states import ServiceKind
from services.requests.actions import desk, talking, working
from services.requests.models import Request, RequestStep
from services.requests.states import RequestState as S
from tests.permissions.world import PDF

PROTOTYPE = {
    "material": "Tôle d’aluminium anodisé 2 mm, laine de bois haute densité et vitrage trempé à faible teneur en fer",
    "quantity": 12_500,
    "safety": ["heat", "moving", "battery", "chemical"],
    "safety_note": "Air jusqu’à 70 °C, ventilateur de 12 V, colle à deux composants.",
    "equipment": "Découpe laser, plieuse, technicien en chaudronnerie",
    "trl_before": 4,
}
NEED = "Un premier modèle existe en bois ; il faut les cotes, le vitrage et l’ordre des essais. " * 8


def requests(startup: Any, officer: Any) -> dict[str, Any]:
    service = make.asked_service(
        kind=ServiceKind.PROTOTYPING, name="Diagnostic technique approfondi, plan de prototypage et accompagnement"
    )
    make.entitlement(of=startup, kind=ServiceKind.PROTOTYPING, amount=40)
    wish = {"goal": "Un séchoir solaire de démonstration que l’on peut montrer à un client exigeant", "need": NEED}
    long = {**wish, "prototype": PROTOTYPE, "of": startup, "to": service}
    proposal = make.proposal(what=NEED, credits=Decimal(3))
    made = {state: make.request(state=state, proposed=proposal, **long) for state in S.values}
    made["accepted"] = make.request(state=S.DELIVERED, **long)
    working.accept_delivery(made["accepted"].pk, number=1, by=None)
    made["talk"] = make.request(state=S.TRIAGE, **long)
    made["talk"] = desk.ask_talk(made["talk"].pk, service=make.service(price=0), by=officer)
    _is_rich(made[S.IN_PROGRESS], officer)
    return {"requests": made}


def _is_rich(request: Request, officer: Any) -> None:
    """Late, with a step done, messages of both sides and files."""
    first, second = RequestStep.objects.filter(scope__request=request)
    working.finish_step(request.pk, step_id=first.pk, by=officer)
    RequestStep.objects.filter(pk=second.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    talking.say(request.pk, text=NEED, by=officer, from_staff=True)
    talking.say(request.pk, text="Voici la fiche du ventilateur.", by=None)
    name = "fiche-technique-du-ventilateur-et-de-son-alimentation-revision-3.pdf"
    talking.attach(request.pk, upload=SimpleUploadedFile(name, PDF, content_type="application/pdf"), by=None)
