"""Who is told of the end, and who is asked afterwards: the team, each in her language."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter
from incubator.outbox.post import post_all
from incubator.outbox.states import Category
from incubator.spoken import day
from programs.cohorts.states import OVER
from programs.graduation import links
from programs.graduation.models import FollowUp, Graduation, GraduationCertificate
from programs.graduation.states import Answer
from startups.models import Membership

UNIT = "programs.graduation."
Told = dict[str, Any] | None


def startup_graduated(graduation: Graduation) -> None:
    _tell(graduation, "startup_graduated", str(graduation.pk))


def certificate_renewed(graduation: Graduation, certificate: GraduationCertificate) -> None:
    _tell(graduation, "certificate_renewed", certificate.code)


def _tell(graduation: Graduation, kind: str, occasion: str) -> None:
    team = Membership.objects.live().filter(startup=graduation.enrolment.startup_id).select_related("person")
    letter = {"kind": f"{UNIT}{kind}", "about": graduation}
    post_all({**letter, "to": seat.person, "once": f"{kind}:{occasion}:{seat.person_id}"} for seat in team)


def alumni_asked(rows: Iterable[tuple[FollowUp, int]], people: dict[int, list[Any]]) -> None:
    """`rows` with the number of the letter: the first, or one that asks again."""
    post_all(
        {
            "kind": f"{UNIT}alumni_asked",
            "to": person,
            "about": row,
            "once": f"alumni:{row.pk}:{number}:{person.pk}",
        }
        for row, number in rows
        for person in people.get(row.enrolment.startup_id, [])
    )


def _graduated(letter: Letter) -> Told:
    rows = Graduation.objects.with_card().prefetch_related("certificates")
    found = rows.filter(pk=letter.key_of_thing).first()
    standing = found.certificate if found else None
    if found is None or standing is None:
        return None
    with translation.override(letter.spoken_language):
        return {
            "startup": found.enrolment.startup.name,
            "programme": found.enrolment.cohort.programme.name,
            "cohort": found.enrolment.cohort.name,
            "code": standing.code,
            "url": settings.SITE_URL + reverse("programs:graduation_list"),
            "pdf": settings.SITE_URL + reverse("programs:graduation_pdf", args=[found.pk]),
            "check_url": settings.SITE_URL + reverse("events:certificate_check", args=[standing.code]),
            "farewell": settings.SITE_URL + reverse("programs:farewell_form", args=[found.pk]),
        }


def _asked(letter: Letter) -> Told:
    """Nothing once it is answered, or when the participation is not over after all."""
    row = FollowUp.objects.open().with_card().filter(pk=letter.key_of_thing, enrolment__state__in=OVER).first()
    if row is None or not row.enrolment.ended_on:
        return None
    url = links.url_of(row, letter.spoken_language)
    with translation.override(letter.spoken_language):
        return {
            "startup": row.enrolment.startup.name,
            "programme": row.enrolment.cohort.programme.name,
            "ended_on": day(row.enrolment.ended_on),
            "answers": [(one.label, f"{url}?answer={one}") for one in Answer if one != Answer.UNKNOWN],
        }


def register() -> None:
    kinds.register(
        Kind(f"{UNIT}startup_graduated", _graduated, label=_("programme completed")),
        Kind(f"{UNIT}certificate_renewed", _graduated, label=_("new certificate of graduation")),
        Kind(f"{UNIT}alumni_asked", _asked, label=_("news of a former startup"), category=Category.REMINDER),
    )
