"""A service is shown, hidden and retired; nothing else happens to it."""

import pytest

from incubator.demo import make
from incubator.errors import Refused
from services.catalogue import actions
from services.catalogue.admin import ServiceForm
from services.catalogue.states import SERVICE, ServiceKind, ServiceState

pytestmark = pytest.mark.django_db
FORBIDDEN = [
    (verb, state) for verb in ("show", "hide", "retire") for state in ServiceState if not SERVICE.allows(verb, state)
]


@pytest.mark.parametrize(("verb", "state"), FORBIDDEN)
def test_no_move_from_a_state_that_does_not_allow_it(verb, state):
    service = make.service()
    type(service).objects.update(state=state)

    with pytest.raises(Refused):
        getattr(actions, verb)(service.pk, by=None)

    service.refresh_from_db()
    assert service.state == state


def test_what_has_no_summary_is_not_shown():
    service = make.service(state=ServiceState.HIDDEN)
    type(service).objects.update(summary_fr="")

    with pytest.raises(Refused):
        actions.show(service.pk, by=None)


def test_what_is_booked_stays_when_the_service_is_hidden():
    booking = make.booking()

    actions.hide(booking.service_id, by=None)

    booking.refresh_from_db()
    assert booking.state == "confirmed"
    with pytest.raises(type(booking.service).DoesNotExist):
        make.booking(service=booking.service)


def test_only_a_training_opens_machines():
    laser = make.resource()
    asked = {"opens": [laser.pk]}

    coaching = ServiceForm({**asked, "kind": ServiceKind.COACHING})
    training = ServiceForm({**asked, "kind": ServiceKind.TRAINING})

    assert "opens" in coaching.errors
    assert "opens" not in training.errors
