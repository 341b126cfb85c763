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
from programs.graduation.rules import may_say
from programs.graduation.states import Answer
from startups.models import Membership

UNIT = "programs.graduation."
Told = dict[str, Any] | None


def startup_graduated(graduation: Graduation) -> None:
    _tell(graduation, "startup_graduated", str(graduation.pk))


def certificate_renewed(graduation: Graduation, certificate: GraduationCertificate) -> None:
    _tell(graduation, "certificate_renewed", certificate.code)


def certificate_revoked(graduation: Graduation, certificate: GraduationCertificate) -> None:
    _tell(graduation, "certificate_revoked", certificate.code, code=certificate.code)


def _tell(graduation: Graduation, kind: str, occasion: str, **params: Any) -> None:
    team = Membership.objects.live().filter(startup=graduation.enrolment.startup_id).select_related("person")
    letter = {"kind": f"{UNIT}{kind}", "about": graduation, "params": params}
    post_all({**letter, "to": seat.person, "once": f"{kind}:{occasion}:{seat.person_id}"} for seat in team)


def farewell_awaited(rows: Iterable[Graduation], people: dict[int, list[Any]]) -> None:
    """The question of the end once more; a team is asked no third time."""
    post_all(
        {
            "kind": f"{UNIT}farewell_awaited",
            "to": person,
            "about": row,
            "once": f"farewell_awaited:{row.pk}:{person.pk}",
        }
        for row in rows
        for person in people.get(row.enrolment.startup_id, [])
    )


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
        pdf = settings.SITE_URL + reverse("programs:graduation_pdf", args=[found.pk])
        return {**_of(found), **_of_code(standing.code), "pdf": pdf}


def _of(graduation: Graduation) -> dict[str, Any]:
    """In the language that is spoken."""
    place = graduation.enrolment
    return {
        "startup": place.startup.name,
        "programme": place.cohort.programme.name,
        "cohort": place.cohort.name,
        "url": settings.SITE_URL + reverse("programs:graduation_list"),
        "farewell": settings.SITE_URL + reverse("programs:farewell_form", args=[graduation.pk]),
    }


def _of_code(code: str) -> dict[str, Any]:
    return {"code": code, "check_url": settings.SITE_URL + reverse("events:certificate_check", args=[code])}


def _revoked(letter: Letter) -> Told:
    """It stays true, and says so, when another was issued in the meantime."""
    rows = Graduation.objects.with_card().prefetch_related("certificates")
    found = rows.filter(pk=letter.key_of_thing).first()
    code = letter.params.get("code")
    gone = next((one for one in found.certificates.all() if one.code == code), None) if found else None
    if found is None or gone is None or gone.revoked_at is None:
        return None
    with translation.override(letter.spoken_language):
        told = {"reason": gone.revoked_reason, "is_replaced": found.certificate is not None}
        return {**_of(found), **_of_code(gone.code), **told}


def _awaited(letter: Letter) -> Told:
    """Nothing once it is answered, or when she can no longer answer for the team."""
    found = Graduation.objects.unsaid().with_card().filter(pk=letter.key_of_thing).first()
    if found is None or letter.person is None or not may_say(letter.person, found):
        return None
    with translation.override(letter.spoken_language):
        return _of(found)


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
        Kind(f"{UNIT}certificate_revoked", _revoked, label=_("certificate of graduation revoked")),
        Kind(f"{UNIT}farewell_awaited", _awaited, label=_("opinion on the programme"), category=Category.REMINDER),
        Kind(f"{UNIT}alumni_asked", _asked, label=_("news of a former startup"), category=Category.REMINDER),
    )
