from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class SeatState(TextChoices):
    """What the ledger says of one registration; whether there is a seat is said by the registration alone."""

    WAITING = "waiting", pgettext_lazy("training seat", "nothing reserved yet")
    HELD = "held", pgettext_lazy("training seat", "credits reserved")
    UNPAID = "unpaid", pgettext_lazy("training seat", "without credits")
    USED = "used", pgettext_lazy("training seat", "credits used")
    FREED = "freed", pgettext_lazy("training seat", "credits given back")
