"""Who may do what with an introduction."""

from typing import Any

from services.catalogue.models import Service
from services.catalogue.states import Manner, ServiceKind
from services.introductions.models import Introduction
from services.introductions.states import DONE, INTRODUCTION, IntroductionState, Reply
from startups.queries import seat, seats_of
from startups.rules import WRITERS, may_edit


def is_for_introductions(service: Service) -> bool:
    return service.kind == ServiceKind.MATCHMAKING and service.manner == Manner.REQUEST


def may_ask(user: Any, service: Service) -> bool:
    """Owners and editors of a startup; whatever its conditions, the page says them."""
    return any(one.role in WRITERS for one in seats_of(user))


def may_read(user: Any, introduction: Introduction) -> bool:
    return bool(user.is_staff or seat(user, introduction.startup).is_in_team)


def may_write(user: Any, introduction: Introduction) -> bool:
    """Owners and editors; staff act at their desk."""
    return may_edit(user, introduction.startup)


def may_withdraw(introduction: Introduction) -> bool:
    return INTRODUCTION.allows("withdraw", introduction.state)


def may_answer(introduction: Introduction) -> bool:
    """The partner has agreed; now it is the startup's turn."""
    return introduction.state == IntroductionState.AGREED


def may_report(introduction: Introduction) -> bool:
    return introduction.state in DONE


def knows_partner(introduction: Introduction) -> bool:
    """Whether the startup reads the partner's name: once it has agreed, or when she named it herself."""
    asked = [one for one in introduction.approaches.all() if one.target_id == introduction.target_id]
    return any(one.is_named or one.reply == Reply.AGREED for one in asked)
