"""An introduction as the startup's pages show it: never more than the startup may know yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from services.introductions import rules
from services.introductions.models import FollowUp, Introduction
from services.introductions.states import DONE, Side
from services.introductions.states import IntroductionState as S


@dataclass(frozen=True)
class Card:
    row: Introduction

    @property
    def partner(self) -> Any:
        return self.row.target if rules.knows_partner(self.row) else None

    @property
    def waits_for_her(self) -> bool:
        return rules.may_answer(self.row)

    @property
    def is_done(self) -> bool:
        return self.row.state in DONE

    @property
    def may_withdraw(self) -> bool:
        return rules.may_withdraw(self.row)

    @property
    def next_step(self) -> str:
        words = {
            S.REQUESTED: _("The programme team looks for the right person."),
            S.OFFERED: _("A partner was asked, without your name. It has two weeks to answer."),
            S.AGREED: _("A partner has agreed. Now it is your turn."),
            S.MADE: _("Both of you have names and addresses. Tell us what becomes of it."),
            S.FOLLOWED_UP: _("Thank you for telling us what became of it."),
            S.LAPSED: _("It ended without an answer. Your credits are back on your account."),
            S.DECLINED: _("It does not take place. Your credits are back on your account."),
            S.WITHDRAWN: _("You withdrew it. Your credits are back on your account."),
        }
        return words[S(self.row.state)]


def cards(rows: Iterable[Introduction]) -> list[Card]:
    return [Card(row) for row in rows]


def told_by_startup(introduction: Introduction) -> list[FollowUp]:
    """What her own side told, the latest first; the other side's words stay with the staff."""
    rows = FollowUp.objects.answered().filter(introduction=introduction, side=Side.STARTUP)
    return list(rows.order_by("-answered_at", "-pk"))
