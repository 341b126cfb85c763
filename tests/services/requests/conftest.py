"""Each verb of the table, as a test may do it in any state."""

import pytest

from incubator.demo import make
from services.requests.actions import asking, desk, scoping, working
from services.requests.actions.asking import Wish
from services.requests.models import RequestStep


@pytest.fixture
def deeds(staff):
    """Each verb of the table as somebody would do it, whatever the state."""

    def do(verb, request):
        step = RequestStep.objects.filter(scope__request=request).first()
        return {
            "edit": lambda: asking.edit(request.pk, wish=Wish("Autre but"), by=staff),
            "send": lambda: asking.send(request.pk, by=staff),
            "take": lambda: desk.take(request.pk, by=staff),
            "ask_talk": lambda: desk.ask_talk(request.pk, service=make.service(), by=staff),
            "propose": lambda: scoping.propose(request.pk, proposal=make.proposal(), by=staff),
            "decline_scope": lambda: scoping.decline(request.pk, number=1, reason="Moins cher ?", by=staff),
            "accept_scope": lambda: scoping.accept(request.pk, number=1, by=staff),
            "start": lambda: working.start(request.pk, by=staff),
            "finish_step": lambda: working.finish_step(request.pk, step_id=step.pk if step else 0, by=staff),
            "deliver": lambda: working.deliver(request.pk, note="Voici.", by=staff),
            "accept_delivery": lambda: working.accept_delivery(request.pk, number=1, by=staff),
            "return_delivery": lambda: working.return_delivery(request.pk, number=1, reason="Trop court.", by=staff),
            "close": lambda: working.close(request.pk, evidence="Essai.", trl_after=4, by=staff),
            "pause": lambda: desk.pause(request.pk, reason="Attente.", by=staff),
            "resume": lambda: desk.resume(request.pk, by=staff),
            "reject": lambda: desk.reject(request.pk, reason="Non.", by=staff),
            "withdraw": lambda: asking.withdraw(request.pk, by=staff),
            "cancel": lambda: desk.cancel(request.pk, reason="Non.", by=staff),
        }[verb]()

    return do
