from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.registrations.states import LIVE, RegistrationState
from incubator.lifecycle import Lifecycle, move


class MessageState(TextChoices):
    PREPARED = "prepared", _("to be read")
    WAITING = "waiting", _("on its way")
    STOPPED = "stopped", _("stopped")


#: Everybody who may still come; then one state of a registration.
EVERYBODY = "everybody"
AUDIENCES = [
    (EVERYBODY, pgettext_lazy("message to", "everybody who has not left")),
    *((state.value, state.label) for state in RegistrationState if state in LIVE or state == RegistrationState.LAPSED),
]

M = MessageState

MESSAGE = Lifecycle(
    {
        "edit": move(M.PREPARED, to=M.PREPARED),
        "start": move(M.PREPARED, to=M.WAITING),
        "stop": move(M.PREPARED, M.WAITING, to=M.STOPPED),
    }
)
