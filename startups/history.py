"""The journal of a startup in words, for its team and for staff."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator import spoken
from incubator.accounts.models import User
from incubator.journal.models import Entry
from startups.models import Startup
from startups.states import CompanionKind, Fact, SharingScope, Stage, TeamRole

WORDS = {
    "create": gettext_lazy("put the company on file"),
    "register": gettext_lazy("put the company on file"),
    "edit": gettext_lazy("changed: %(fields)s"),
    "add_former_name": gettext_lazy("noted a former name: %(name)s"),
    "publish": gettext_lazy("made the card public"),
    "hide": gettext_lazy("took the card out of the directory"),
    "observe": gettext_lazy("noted: %(fact)s %(value)s"),
    "accompany": gettext_lazy("put %(person)s at the side of the team (%(kind)s)"),
    "part": gettext_lazy("ended the companionship of %(person)s"),
    "invite": gettext_lazy("invited somebody (%(role)s)"),
    "resend": gettext_lazy("sent an invitation again"),
    "revoke": gettext_lazy("withdrew an invitation"),
    "decline": gettext_lazy("declined an invitation"),
    "expire": gettext_lazy("an invitation expired"),
    "join": gettext_lazy("joined the team (%(role)s)"),
    "let_in": gettext_lazy("let %(person)s into the team (%(role)s)"),
    "leave": gettext_lazy("left the team"),
    "remove": gettext_lazy("removed %(person)s from the team"),
    "change_role": gettext_lazy("changed the role of %(person)s: %(role)s"),
    "hand_over": gettext_lazy("gave the ownership to %(person)s"),
    "ask_to_join": gettext_lazy("asked to join the team"),
    "decline_to_join": gettext_lazy("declined the request of %(person)s"),
    "withdraw_to_join": gettext_lazy("withdrew the request to join"),
    "offer": gettext_lazy("offered the ownership to %(person)s"),
    "take_over": gettext_lazy("%(person)s took over the ownership"),
    "decline_ownership": gettext_lazy("declined the ownership"),
    "withdraw_offer": gettext_lazy("withdrew the offer of ownership"),
    "expire_offer": gettext_lazy("the offer of ownership expired"),
    "share": gettext_lazy("lets %(name)s see: %(scope)s"),
    "stop_sharing": gettext_lazy("stopped sharing with %(name)s"),
    "absorb": gettext_lazy("merged the record “%(name)s” into this one"),
    "merge": gettext_lazy("merged this record into “%(name)s”"),
}


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    what: str


def lines(startup: Startup, *, reader: Any, most: int = 10) -> list[Line]:
    """The latest first, in two queries, those of records that were merged into this one included.

    A team reads "the programme" where staff acted; staff read who it was.
    """
    records = Startup.objects.filter(Q(pk=startup.pk) | Q(merged_into=startup))
    entries = list(Entry.objects.about_any(records).with_author()[:most])
    keys = {entry.facts["person"] for entry in entries if entry.facts.get("person")}
    named = dict(User.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return [Line(entry.at, _author(entry, reader), _told(entry, named)) for entry in entries]


def _author(entry: Entry, reader: Any) -> str:
    if entry.by is None:
        return ""
    return str(entry.by) if reader.is_staff or not entry.by.is_staff else _("The programme")


def _told(entry: Entry, named: dict[int, str]) -> str:
    facts: dict[str, Any] = {
        "person": named.get(entry.facts.get("person", 0)) or _("somebody"),
        "name": entry.facts.get("name", ""),
        "fields": ", ".join(_field(name) for name in entry.facts.get("changes", {})),
        "role": _label(TeamRole, entry.facts.get("role")),
        "kind": _label(CompanionKind, entry.facts.get("kind")),
        "scope": _label(SharingScope, entry.facts.get("scope")),
        "fact": _label(Fact, entry.facts.get("fact")),
        "value": _value(entry.facts.get("value")),
    }
    return str(WORDS[entry.verb]) % facts if entry.verb in WORDS else entry.verb


def _value(told: Any) -> str:
    """A stage in words, or a figure as people write it."""
    if told in Stage.values:
        return str(Stage(told).label)
    try:
        return spoken.number(Decimal(told or ""))
    except InvalidOperation:
        return str(told or "")


def _label(choices: Any, code: Any) -> str:
    return str(choices(code).label) if code in choices.values else str(code or "")


def _field(name: str) -> str:
    field: Any = Startup._meta.get_field(name)
    return str(field.verbose_name)
