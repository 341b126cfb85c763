from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter
from incubator.outbox.post import post
from incubator.spoken import day
from programs.cohorts.models import Enrolment
from programs.decisions.notices import owners


def enrolled(enrolment: Enrolment) -> None:
    for person in owners(enrolment.application):
        post(
            "programs.cohorts.startup_enrolled", to=person, about=enrolment, once=f"enrolled:{enrolment.pk}:{person.pk}"
        )


def _words(letter: Letter) -> dict[str, Any] | None:
    enrolment = Enrolment.objects.with_card().select_related("application").filter(pk=letter.key_of_thing).first()
    if enrolment is None or enrolment.ended_on:
        return None
    cohort = enrolment.cohort
    return {
        "startup": enrolment.startup.name,
        "programme": cohort.programme.name,
        "cohort": cohort.name,
        "starts_on": day(cohort.starts_on) if cohort.starts_on else "",
        "address": f"{settings.SITE_URL}{enrolment.application.get_absolute_url()}"
        if enrolment.application
        else settings.SITE_URL,
    }


def register() -> None:
    kinds.register(Kind("programs.cohorts.startup_enrolled", _words, label=_("welcome to the cohort")))
