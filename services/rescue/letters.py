"""What the letters of a rescue say: facts of the moment of sending, or None when a letter has lost its sense."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import Context, Kind, kinds
from services.bookings import signed
from services.bookings.letters import common
from services.catalogue.states import Place
from services.rescue.models import RescueAnswer
from services.rescue.notices import UNIT
from services.rescue.states import AnswerState

Told = dict[str, Any] | None
More = Callable[[RescueAnswer, Any], Told]


def _context(more: More) -> Context:
    def context(letter: Any) -> Told:
        answer = RescueAnswer.objects.with_card().filter(pk=letter.key_of_thing).first()
        if answer is None or letter.person is None or answer.asked != letter.params["asked"]:
            return None
        with translation.override(letter.spoken_language):
            values = more(answer, letter)
            return None if values is None else {**common(answer.booking, letter), **_common(answer), **values}

    return context


def _common(answer: RescueAnswer) -> dict[str, Any]:
    return {
        "answer": answer,
        "missing": str(answer.rescue.absence),
        "substitute": str(answer.substitute or ""),
        "becomes_video": answer.place == Place.VIDEO and answer.booking.place != Place.VIDEO,
        "video_url": "",
        "by_video": False,
        "reason": "",
    }


def _proposed(answer: RescueAnswer, letter: Any) -> Told:
    if not answer.is_open:
        return None
    return {"url": signed.url(signed.RESCUE, answer, letter.person, name="rescue_answer")}


def _asked(answer: RescueAnswer, letter: Any) -> Told:
    is_hers = answer.substitute is not None and answer.substitute.person_id == letter.person_id
    holds = answer.is_open and is_hers
    return {"url": settings.SITE_URL + reverse("services:coaching_today")} if holds else None


def _open(answer: RescueAnswer, letter: Any) -> Told:
    url = settings.SITE_URL + reverse("admin:services_rescueanswer_change", args=[answer.pk])
    return {"url": url} if answer.is_open and letter.person.is_staff else None


def _withdrawn(answer: RescueAnswer, letter: Any) -> Told:
    return {} if answer.state == AnswerState.WITHDRAWN and answer.booking.is_live else None


def _kind(name: str, more: More, label: Any) -> Kind:
    return Kind(f"{UNIT}.{name}", _context(more), label=label, priority=4)


def register() -> None:
    kinds.register(
        _kind("rescue_proposed", _proposed, _("the coach cannot come: a proposal")),
        _kind("substitute_asked", _asked, _("an hour is kept for a substitution")),
        _kind("rescue_open", _open, _("an answer is missing two hours before")),
        _kind("rescue_withdrawn", _withdrawn, _("the coach can come after all")),
    )
