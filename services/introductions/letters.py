"""What the letters say: facts of the moment of sending, or None when a letter has lost its sense.

What goes to a partner before both agreed is built by `discreet` alone, which knows no name of the startup.
"""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import Context, Kind, kinds
from incubator.outbox.states import Category
from services.introductions import links
from services.introductions.models import Approach, FollowUp, Introduction
from services.introductions.notices import UNIT
from services.introductions.states import DONE, Outcome, Reply, Side
from services.introductions.states import IntroductionState as S

Told = dict[str, Any] | None


def discreet(introduction: Introduction) -> dict[str, Any]:
    """All that a partner learns of a startup before both have agreed; the page of its link shows the same."""
    startup = introduction.startup
    return {
        "sought": introduction.get_kind_display(),
        "summary": introduction.summary,
        "sector": startup.get_sector_display(),
        "region": startup.get_region_display(),
        "stage": startup.get_stage_display(),
    }


def both_sides(introduction: Introduction) -> dict[str, Any]:
    """Names and addresses of both: only once both have agreed."""
    target, who = introduction.target, introduction.asked_by
    return {
        "startup": introduction.startup.name,
        "person_name": who.name if who else "",
        "person_email": who.email if who else introduction.startup.email,
        "organisation": str(target),
        "contact": target.contact if target else "",
        "contact_email": target.email if target else "",
        "summary": introduction.summary,
    }


def _about_approach(letter: Any, *, to_partner: bool) -> tuple[Approach | None, dict[str, Any]]:
    row = Approach.objects.with_card().filter(pk=letter.key_of_thing).first()
    if row is None or (to_partner and not row.target.email):
        return None, {}
    named = {"name": row.target.contact, "url": links.partner_url(row, letter.spoken_language)}
    return row, named if to_partner else {"url": _page(row.introduction)}


def _page(introduction: Introduction) -> str:
    return f"{settings.SITE_URL}{introduction.get_absolute_url()}"


def _partner_asked(letter: Any) -> Told:
    row, told = _about_approach(letter, to_partner=True)
    holds = row and not row.answered_at and row.introduction.state == S.OFFERED
    return {**told, **discreet(row.introduction)} if row and holds else None


def _called_off(letter: Any) -> Told:
    row, told = _about_approach(letter, to_partner=True)
    holds = row and row.introduction.state in {S.WITHDRAWN, S.DECLINED, S.LAPSED}
    return {**told, **discreet(row.introduction)} if row and holds else None


def _partner_agreed(letter: Any) -> Told:
    row, told = _about_approach(letter, to_partner=False)
    holds = row and row.reply == Reply.AGREED and row.introduction.state == S.AGREED
    return (
        {**told, "organisation": str(row.target), "startup": row.introduction.startup.name} if row and holds else None
    )


def _not_made(letter: Any) -> Told:
    row = Introduction.objects.with_card().filter(pk=letter.key_of_thing).first()
    if row is None or row.state not in {S.DECLINED, S.LAPSED}:
        return None
    approach = row.approaches.select_related("target__organisation").last()
    was_named = approach and approach.is_named
    return {
        "startup": row.startup.name,
        "sought": row.get_kind_display(),
        "organisation": str(approach.target) if approach and was_named else "",
        "is_silent": bool(approach and approach.reply == Reply.SILENT and was_named),
        "is_late": row.state == S.LAPSED and not was_named,
        "reason": row.reason,
        "url": _page(row),
    }


def _made(letter: Any) -> Told:
    row = Introduction.objects.with_card().select_related("asked_by").filter(pk=letter.key_of_thing).first()
    if row is None or row.state not in DONE:
        return None
    approach = row.approaches.filter(reply=Reply.AGREED).last()
    to_partner = letter.person is None and approach
    url = links.partner_url(approach, letter.spoken_language) if approach and to_partner else _page(row)
    name = {"name": row.target.contact} if to_partner and row.target else {}
    return {**both_sides(row), **name, "url": url}


def _follow_up(letter: Any) -> Told:
    row = FollowUp.objects.with_card().select_related("introduction__asked_by").filter(pk=letter.key_of_thing).first()
    if row is None or row.answered_at or row.closed_at:
        return None
    url = links.follow_up_url(row, letter.spoken_language)
    answers = [(str(one.label), f"{url}?answer={one}") for one in Outcome]
    told = {**both_sides(row.introduction), "days": row.days, "url": url, "answers": answers}
    target = row.introduction.target
    return {**told, "name": target.contact} if row.side == Side.PARTNER and target else told


def _in_language(context: Context) -> Context:
    """Labels of choices in the language of the letter."""

    def told(letter: Any) -> Told:
        with translation.override(letter.spoken_language):
            found = context(letter)
            return {key: _said(value) for key, value in found.items()} if found is not None else None

    return told


def _said(value: Any) -> Any:
    return value if isinstance(value, bool | int | list) or value is None else str(value)


def _kind(word: str, label: Any, context: Context, **how: Any) -> Kind:
    return Kind(f"{UNIT}.{word}", _in_language(context), label=label, **how)


KINDS = (
    _kind("partner_asked", _("a partner is asked"), _partner_asked),
    _kind("partner_reminded", _("a partner is reminded"), _partner_asked, category=Category.REMINDER),
    _kind("introduction_called_off", _("an introduction is called off"), _called_off),
    _kind("partner_agreed", _("a partner has agreed"), _partner_agreed, priority=4),
    _kind("startup_reminded", _("a startup is reminded of a partner"), _partner_agreed, category=Category.REMINDER),
    _kind("introduction_not_made", _("an introduction comes to nothing"), _not_made),
    _kind("introduction_made", _("both are introduced"), _made, priority=4),
    _kind("follow_up_asked", _("follow-up of an introduction"), _follow_up, category=Category.REMINDER),
)


def register() -> None:
    kinds.register(*KINDS)
