"""Who is told of what about an introduction. The words are in templates; the values are read at the moment of sending."""

from typing import Any

from incubator.outbox.post import post
from services.introductions.models import Approach, FollowUp, Introduction, Target
from services.introductions.queries import writers
from services.introductions.states import Side

UNIT = "services.introductions"


def contact_of(target: Target | None) -> list[dict[str, Any]]:
    """Where its letters go; nowhere when its contact person was erased."""
    return [{"to": target.email, "language": target.language}] if target and target.email else []


def _to_partner(kind: str, approach: Approach) -> None:
    for to in contact_of(approach.target):
        post(f"{UNIT}.{kind}", about=approach, once=f"{kind}:{approach.pk}", **to)


def _to_startup(kind: str, introduction: Introduction, about: Any) -> None:
    for person in writers(introduction):
        post(f"{UNIT}.{kind}", to=person, about=about, once=f"{kind}:{about.pk}:{person.pk}")


def partner_asked(approach: Approach) -> None:
    _to_partner("partner_asked", approach)


def partner_agreed(introduction: Introduction, approach: Approach) -> None:
    _to_startup("partner_agreed", introduction, approach)


def called_off(approach: Approach | None) -> None:
    """To a partner that was asked, or had agreed: there is nothing left to do for it."""
    if approach:
        _to_partner("introduction_called_off", approach)


def not_made(introduction: Introduction) -> None:
    """To the startup: why it comes to nothing, and that nothing was used."""
    _to_startup("introduction_not_made", introduction, introduction)


def introduced(introduction: Introduction) -> None:
    """The same letter to both sides, with both names and addresses."""
    _to_startup("introduction_made", introduction, introduction)
    once = f"introduction_made:{introduction.pk}:partner"
    for to in contact_of(introduction.target):
        post(f"{UNIT}.introduction_made", about=introduction, once=once, **to)


def follow_up_drafts(row: FollowUp) -> list[dict[str, Any]]:
    """What became of it? One letter for each who is asked on that side."""
    sides = {"kind": f"{UNIT}.follow_up_asked", "about": row}
    if row.side == Side.PARTNER:
        once = f"follow_up_asked:{row.pk}:partner"
        return [{**sides, **to, "once": once} for to in contact_of(row.introduction.target)]
    people = writers(row.introduction)
    return [{**sides, "to": one, "once": f"follow_up_asked:{row.pk}:{one.pk}"} for one in people]
