from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class PeriodState(TextChoices):
    PLANNED = "planned", pgettext_lazy("period", "planned")
    OPEN = "open", pgettext_lazy("period", "open")
    FROZEN = "frozen", pgettext_lazy("period", "frozen")


class StatementState(TextChoices):
    OPEN = "open", pgettext_lazy("statement", "to be filled in")
    SUBMITTED = "submitted", pgettext_lazy("statement", "declared")
    RETURNED = "returned", pgettext_lazy("statement", "to be completed")
    VERIFIED = "verified", pgettext_lazy("statement", "verified")


class Currency(TextChoices):
    MAD = "MAD", _("Moroccan dirham (MAD)")
    EUR = "EUR", _("euro (EUR)")
    USD = "USD", _("US dollar (USD)")


class Evidence(TextChoices):
    """How a figure is known (indicator I20)."""

    ESTIMATED = "estimated", pgettext_lazy("figure", "estimated")
    MEASURED = "measured", pgettext_lazy("figure", "measured")
    VERIFIED = "verified", pgettext_lazy("figure", "verified by a third party")


P, S = PeriodState, StatementState

#: The startup writes in these.
WRITABLE = (S.OPEN, S.RETURNED)

PERIOD = Lifecycle({"open": move(P.PLANNED, to=P.OPEN), "freeze": move(P.OPEN, to=P.FROZEN)})

STATEMENT = Lifecycle(
    {
        "submit": move(S.OPEN, S.RETURNED, to=S.SUBMITTED),
        "return_": move(S.SUBMITTED, to=S.RETURNED),
        "verify": move(S.SUBMITTED, to=S.VERIFIED),
        "reopen": move(S.VERIFIED, to=S.RETURNED),
    }
)
