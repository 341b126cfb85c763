from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class EntitlementState(TextChoices):
    """What staff say; used up and ended are read from the balance and the dates."""

    ACTIVE = "active", pgettext_lazy("entitlement", "active")
    FROZEN = "frozen", pgettext_lazy("entitlement", "frozen")


class Verb(TextChoices):
    GRANT = "grant", pgettext_lazy("ledger", "granted")
    ADJUST = "adjust", pgettext_lazy("ledger", "adjusted")
    HOLD = "hold", pgettext_lazy("ledger", "reserved")
    CONSUME = "consume", pgettext_lazy("ledger", "used")
    RELEASE = "release", pgettext_lazy("ledger", "given back")


class Standing(TextChoices):
    """How an entitlement stands today."""

    ACTIVE = "active", pgettext_lazy("entitlement", "active")
    EXHAUSTED = "exhausted", pgettext_lazy("entitlement", "used up")
    EXPIRED = "expired", pgettext_lazy("entitlement", "ended")
    COMING = "coming", pgettext_lazy("entitlement", "not yet begun")
    FROZEN = "frozen", pgettext_lazy("entitlement", "frozen")
