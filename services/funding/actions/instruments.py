"""An instrument is opened and closed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incubator.errors import Refused
from services.funding.actions.moving import move
from services.funding.models import Instrument


@transaction.atomic
def open(instrument_id: int, *, by: Any) -> Instrument:
    """Founders find it; it needs its one sentence, because lists show it."""
    instrument = Instrument.objects.select_for_update().get(pk=instrument_id)
    if not instrument.summary_fr:
        raise Refused(_("Write a summary first: the public page shows it."))
    move(instrument, "open", by=by)
    return instrument


@transaction.atomic
def close(instrument_id: int, *, by: Any) -> Instrument:
    """No new requests; what is under way goes on."""
    instrument = Instrument.objects.select_for_update().get(pk=instrument_id)
    move(instrument, "close", by=by)
    return instrument
