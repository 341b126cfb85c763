"""The steps of an officer on one request; each calls one action, and is shown when the table of moves allows it."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator import spoken
from programs.partners.steps import Foreseen, Step
from services.ledger.models import Entitlement
from services.ledger.queries import balances
from services.requests.actions import desk, scoping, talking, working
from services.requests.actions.scoping import Proposal
from services.requests.admin import forms
from services.requests.models import Request
from services.requests.queries import standing_delivery
from services.requests.states import REQUEST


def _allows(verb: str) -> Callable[[Request], bool]:
    return lambda request: REQUEST.allows(verb, request.state)


def _lives(request: Request) -> bool:
    return request.is_live


def propose(pk: Any, *, by: Any, credits: Any, **told: Any) -> Request:
    return scoping.propose(pk, proposal=Proposal(credits=credits or 0, **told), by=by).request


def foresee_scope(request: Request, values: dict[str, Any], user: Any) -> Foreseen:
    """What the team will read, and whether its account covers it."""
    cost = values["credits"] or 0
    money = spoken.dirhams(values["mad"]) if values["mad"] else ""
    steps = ", ".join(title for title, _day in values["steps"])
    changes = [
        (_("Cost"), "", money or spoken.credits(cost)),
        (_("Steps"), "", steps or "–"),
        (_("To be accepted until"), "", spoken.day(values["valid_until"])),
    ]
    rows = balances(Entitlement.objects.filter(startup=request.startup_id).covering(request.service))
    usable = sum(row.usable for row in rows)
    told = _("The account of the startup has %(left)s credits for this today, and this costs %(price)s.")
    short = [told % {"left": spoken.number(usable), "price": spoken.number(cost)}] if cost > usable else []
    late = [_("This day is over.")] if values["valid_until"] < timezone.localdate() else []
    return Foreseen(changes, [*short, *late])


def _say(pk: Any, *, by: Any, text: str) -> Request:
    return talking.say(pk, text=text, by=by, from_staff=True).request


def _finish(pk: Any, *, by: Any, step: Any) -> Request:
    working.finish_step(pk, step_id=step.pk, by=by)
    return Request.objects.get(pk=pk)


def _deliver(pk: Any, *, by: Any, note: str, file: Any) -> Request:
    return working.deliver(pk, note=note, uploads=[file] if file else [], by=by).request


def _attach(pk: Any, *, by: Any, file: Any) -> Request:
    talking.attach(pk, upload=file, by=by)
    return Request.objects.get(pk=pk)


def _may_close(request: Request) -> bool:
    if not REQUEST.allows("close", request.state):
        return False
    delivery = standing_delivery(request)
    return delivery is not None and delivery.accepted_at is not None


def _may_finish(request: Request) -> bool:
    return REQUEST.allows("finish_step", request.state) and forms.left_to_do(request)


STEPS = [
    Step(
        "take",
        gettext_lazy("Take it"),
        desk.take,
        _allows("take"),
        gettext_lazy("You study it; the startup sees it."),
        is_main=True,
    ),
    Step(
        "propose",
        gettext_lazy("Make a proposal"),
        propose,
        _allows("propose"),
        gettext_lazy("The startup accepts it or says what should change. It takes the place of the proposal before."),
        form=forms.ScopeForm,
        foresee=foresee_scope,
        is_main=True,
    ),
    Step("ask_talk", gettext_lazy("Ask for a talk"), desk.ask_talk, _allows("ask_talk"), form=forms.TalkForm),
    Step("start", gettext_lazy("Begin the work"), working.start, _allows("start"), is_main=True),
    Step(
        "finish_step",
        gettext_lazy("A step is done"),
        _finish,
        _may_finish,
        form=forms.StepForm,
        form_knows=True,
        is_main=True,
    ),
    Step(
        "deliver",
        gettext_lazy("Deliver"),
        _deliver,
        _allows("deliver"),
        gettext_lazy("The startup accepts the delivery or sends it back with a reason."),
        form=forms.DeliverForm,
    ),
    Step(
        "close",
        gettext_lazy("Close with evidence"),
        working.close,
        _may_close,
        form=forms.CloseForm,
        form_knows=True,
        is_main=True,
    ),
    Step("say", gettext_lazy("Write to the team"), _say, _lives, form=forms.TextForm),
    Step("attach", gettext_lazy("Add a file"), _attach, _lives, form=forms.FileForm),
    Step("assign", gettext_lazy("Give to an officer"), desk.assign, _lives, form=forms.AssignForm),
    Step("pause", gettext_lazy("Pause"), desk.pause, _allows("pause"), form=forms.ReasonForm),
    Step("resume", gettext_lazy("Take up again"), desk.resume, _allows("resume"), is_main=True),
    Step("reject", gettext_lazy("Refuse"), desk.reject, _allows("reject"), form=forms.ReasonForm),
    Step(
        "cancel",
        gettext_lazy("Cancel"),
        desk.cancel,
        _allows("cancel"),
        gettext_lazy("What was reserved goes back to the account of the startup."),
        form=forms.ReasonForm,
    ),
]
