"""What this slice keeps about people who speak (law 09-08): their words and picture stand on public pages by their consent."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.agenda.actions.files import drop_picture
from events.agenda.models import Speaker
from incubator.accounts.personal_data import Holding, declare
from incubator.words import LANGUAGES

#: As long as a programme is told to its funders (domain.md 1.7).
MONTHS = 36
WORDS = tuple(f"{name}_{code}" for name in ("headline", "bio") for code in LANGUAGES)


def _speakers(user: Any) -> Iterable[dict[str, Any]]:
    told = ("name", *WORDS, "organisation", "consented_on", "consent_note")
    return [dict(row) for row in Speaker.objects.filter(person=user).values(*told)]


def _erase(user: Any) -> None:
    """Her words, picture and consent go; that somebody spoke stays in the agenda."""
    for pk in list(Speaker.objects.filter(person=user).values_list("pk", flat=True)):
        drop_picture(pk, by=None)
        blank = {**dict.fromkeys(WORDS, ""), "organisation": "", "consent_note": ""}
        Speaker.objects.filter(pk=pk).update(name="–", person=None, **blank)


def register() -> None:
    purpose, basis = _("announcing who speaks at an event"), _("consent of the person")
    declare(Holding("events.Speaker", purpose, basis, MONTHS, _speakers, _erase))
