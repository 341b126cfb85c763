"""The journal keeps who did what: evidence, so erasure leaves the lines; their author's account is blanked."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare
from incubator.journal.models import Entry

#: reliability.md 7.6: audit 36 months; the database refuses to delete a younger line.
MONTHS = 36


def export(person: Any) -> Iterable[Any]:
    return Entry.objects.filter(by=person).values("at", "verb", "kind", "title", "note")


def keep(person: Any) -> None:
    """Lines of the journal are never altered."""


def declare_all() -> None:
    declare(
        Holding(
            "journal.Entry",
            _("to know who did what, and who saw what"),
            _("legitimate interest: evidence"),
            MONTHS,
            export,
            keep,
        )
    )
