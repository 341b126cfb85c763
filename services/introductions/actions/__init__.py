"""The only code that changes introductions. Lock order: introduction, partner's month, then the ledger's own."""

from services.introductions.actions.answering import agree, decline, partner_agree, partner_decline
from services.introductions.actions.asking import Wish, ask, withdraw
from services.introductions.actions.following import Told, answer, report
from services.introductions.actions.lapsing import lapse, lapse_due
from services.introductions.actions.matching import close, offer

__all__ = [
    "Told",
    "Wish",
    "agree",
    "answer",
    "ask",
    "close",
    "decline",
    "lapse",
    "lapse_due",
    "offer",
    "partner_agree",
    "partner_decline",
    "report",
    "withdraw",
]
