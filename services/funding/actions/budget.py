"""The only code that moves the counters of an instrument and an award. Each is one conditional UPDATE; a CHECK stands behind it."""

from decimal import Decimal

from django.db.models import F, Q
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.errors import Refused
from services.funding.models import Award, Instrument


def commit(instrument_id: int, amount: Decimal) -> None:
    """Takes the amount from the budget and a place among the beneficiaries, or raises Refused."""
    enough = Q(budget_mad=None) | Q(budget_mad__gte=F("committed_mad") + amount)
    free = Q(beneficiaries_max=None) | Q(beneficiaries_max__gt=F("beneficiaries"))
    row = Instrument.objects.filter(enough, free, pk=instrument_id)
    if not row.update(committed_mad=F("committed_mad") + amount, beneficiaries=F("beneficiaries") + 1):
        raise Refused(_why_not(Instrument.objects.get(pk=instrument_id)), field="amount")


def _why_not(instrument: Instrument) -> str:
    if instrument.is_full:
        return _("All places of this instrument are taken.")
    return _("The budget is not enough: %(left)s are left.") % {"left": spoken.dirhams(instrument.left_mad or 0)}


def release(instrument_id: int, amount: Decimal, *, places: int = 0) -> None:
    """What is not paid any more goes back to the budget."""
    rows = Instrument.objects.filter(pk=instrument_id)
    rows.update(committed_mad=F("committed_mad") - amount, beneficiaries=F("beneficiaries") - places)


def pay(award: Award, amount: Decimal) -> None:
    """Counts a payment, never beyond the award; the caller holds the award's row."""
    within = Award.objects.filter(pk=award.pk, amount__gte=F("paid_mad") + amount)
    if not within.update(paid_mad=F("paid_mad") + amount):
        raise Refused(_("That would be more than was granted."))
    Instrument.objects.filter(pk=award.instrument_id).update(paid_mad=F("paid_mad") + amount)
    award.refresh_from_db(fields=["paid_mad"])


def unpay(award: Award, amount: Decimal) -> None:
    """A payment came back."""
    Award.objects.filter(pk=award.pk).update(paid_mad=F("paid_mad") - amount)
    Instrument.objects.filter(pk=award.instrument_id).update(paid_mad=F("paid_mad") - amount)
    award.refresh_from_db(fields=["paid_mad"])
