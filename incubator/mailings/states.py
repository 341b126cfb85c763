from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from incubator.lifecycle import Lifecycle, move


class MailingState(TextChoices):
    PREPARED = "prepared", _("to be read")
    WAITING = "waiting", _("on its way")
    STOPPED = "stopped", _("stopped")


M = MailingState

MAILING = Lifecycle(
    {
        "edit": move(M.PREPARED, to=M.PREPARED),
        "start": move(M.PREPARED, to=M.WAITING),
        "stop": move(M.PREPARED, M.WAITING, to=M.STOPPED),
    }
)
