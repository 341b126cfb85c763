"""How every verb of this slice ends: the table of moves is asked, the row is saved, the journal is written."""

from collections.abc import Iterable
from typing import Any

from incubator.journal.models import record
from incubator.lifecycle import Lifecycle
from services.funding.models import Award, FundingRequest, Instrument, Tranche
from services.funding.states import AWARD, INSTRUMENT, REQUEST, TRANCHE

TABLES: dict[type, Lifecycle] = {Instrument: INSTRUMENT, FundingRequest: REQUEST, Award: AWARD, Tranche: TRANCHE}


def move(thing: Any, verb: str, *, by: Any, note: str = "", saving: Iterable[str] = (), **facts: Any) -> None:
    """Moves a row that the caller has locked; raises Refused when the verb may not start from its state."""
    thing.state = TABLES[type(thing)].after(verb, thing.state)
    thing.save(update_fields=["state", *saving])
    record(verb, thing, by=by, note=note, **facts)
