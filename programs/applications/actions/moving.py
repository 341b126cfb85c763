"""How every verb on a file ends: the table of moves is asked, the row is saved, the journal is written."""

from collections.abc import Iterable
from typing import Any

from incubator.journal.models import record
from programs.applications.models import Application
from programs.applications.states import APPLICATION


def move(
    application: Application, verb: str, *, by: Any, note: str = "", saving: Iterable[str] = (), **facts: Any
) -> None:
    """Moves the file, whose row the caller has locked; raises Refused when the verb may not start from its state.

    `saving` names other fields that the caller has set and that leave in the same UPDATE. Every move raises the file's
    revision, so two officers who look at the same file are told of each other.
    """
    facts["was"] = application.state
    application.state = APPLICATION.after(verb, application.state)
    application.revision += 1
    application.save(update_fields=["state", "revision", *saving])
    record(verb, application, by=by, note=note, **facts)
