"""The journal's verbs about money, in words for people."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "begin": _("request begun"),
    "write": _("request changed"),
    "submit": _("request sent"),
    "ask_completion": _("sent back to be completed"),
    "award": _("money granted"),
    "refuse": _("request not granted"),
    "withdraw": _("request withdrawn"),
    "attach": _("file added"),
    "remove_file": _("file removed"),
    "contribute": _("own money declared"),
    "remove_contribution": _("own money taken out"),
    "verify_contribution": _("own money verified"),
    "decline_contribution": _("own money not counted"),
    "send_agreement": _("agreement sent for signature"),
    "sign": _("agreement signed"),
    "cancel": _("cancelled"),
    "activate": _("payments begun"),
    "await_conditions": _("waits for its conditions"),
    "complete": _("paid in full"),
    "resume": _("open again"),
    "prove": _("proof of a condition sent"),
    "meet": _("condition met"),
    "approve_first": _("approved by a first person"),
    "approve": _("approved by a second person"),
    "take_back": _("approval taken back"),
    "pay": _("paid"),
    "fail": _("payment failed"),
    "open": _("opened"),
    "close": _("closed"),
}
#: What goes without saying beside another line of a team's history.
SILENT = frozenset({"write", "attach", "remove_file", "activate", "await_conditions"})


def words_of(verb: str) -> str:
    return str(VERBS.get(verb, verb))
