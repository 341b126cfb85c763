from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter
from incubator.outbox.post import post
from incubator.spoken import day
from programs.cohorts.models import Enrolment
from programs.decisions.notices import owners
from startups.models import Membership


def enrolled(enrolment: Enrolment) -> None:
    for person in owners(enrolment.application):
        post(
            "programs.cohorts.startup_enrolled", to=person, about=enrolment, once=f"enrolled:{enrolment.pk}:{person.pk}"
        )


def participation_changed(enrolment: Enrolment, *, verb: str, reason: str, occasion: int) -> None:
    """Left, excluded, paused, resumed: the owners read it with the reason, whoever decided."""
    seats = Membership.objects.owners().filter(startup=enrolment.startup_id).select_related("person")
    for person in [seat.person for seat in seats]:
        once = f"participation:{occasion}:{person.pk}"
        told = {"verb": verb, "reason": reason}
        post("programs.cohorts.participation_changed", to=person, about=enrolment, once=once, params=told)


def _changed_words(letter: Letter) -> dict[str, Any] | None:
    enrolment = Enrolment.objects.with_card().select_related("application").filter(pk=letter.key_of_thing).first()
    return {**_place(enrolment), **letter.params} if enrolment else None


def _words(letter: Letter) -> dict[str, Any] | None:
    enrolment = Enrolment.objects.with_card().select_related("application").filter(pk=letter.key_of_thing).first()
    return _place(enrolment) if enrolment and not enrolment.ended_on else None


def _place(enrolment: Enrolment) -> dict[str, Any]:
    cohort, file = enrolment.cohort, enrolment.application
    return {
        "startup": enrolment.startup.name,
        "programme": cohort.programme.name,
        "cohort": cohort.name,
        "starts_on": day(cohort.starts_on) if cohort.starts_on else "",
        "address": f"{settings.SITE_URL}{file.get_absolute_url()}" if file else settings.SITE_URL,
    }


def register() -> None:
    kinds.register(
        Kind("programs.cohorts.startup_enrolled", _words, label=_("welcome to the cohort")),
        Kind("programs.cohorts.participation_changed", _changed_words, label=_("change of a participation")),
    )
