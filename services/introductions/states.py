from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class PartnerSought(TextChoices):
    """What kind of organisation a startup wants to meet."""

    INDUSTRIAL = "industrial", pgettext_lazy("partner", "manufacturer")
    CUSTOMER = "customer", pgettext_lazy("partner", "customer")
    INVESTOR = "investor", pgettext_lazy("partner", "investor")
    DISTRIBUTOR = "distributor", pgettext_lazy("partner", "distributor")
    LABORATORY = "laboratory", pgettext_lazy("partner", "research laboratory")
    PUBLIC_BODY = "public_body", pgettext_lazy("partner", "public body")


class IntroductionState(TextChoices):
    REQUESTED = "requested", pgettext_lazy("introduction", "requested")
    OFFERED = "offered", pgettext_lazy("introduction", "proposed to a partner")
    AGREED = "agreed", pgettext_lazy("introduction", "agreed by the partner")
    MADE = "made", pgettext_lazy("introduction", "made")
    FOLLOWED_UP = "followed_up", pgettext_lazy("introduction", "followed up")
    DECLINED = "declined", pgettext_lazy("introduction", "declined")
    LAPSED = "lapsed", pgettext_lazy("introduction", "without an answer")
    WITHDRAWN = "withdrawn", pgettext_lazy("introduction", "withdrawn")


S = IntroductionState

#: Credits are reserved for these.
OPEN = (S.REQUESTED, S.OFFERED, S.AGREED)
#: Both agreed: names are known to both.
DONE = (S.MADE, S.FOLLOWED_UP)

#: A partner that says no, or nothing, to a need that any other can meet sends it back to the desk (`look_further`).
#: When the startup named this very partner, its own yes is given: the partner's makes it at once.
INTRODUCTION = Lifecycle(
    {
        "offer": move(S.REQUESTED, to=S.OFFERED),
        "agree": move(S.OFFERED, to=S.AGREED),
        "look_further": move(S.OFFERED, to=S.REQUESTED),
        "accept": move(S.AGREED, to=S.MADE),
        "make": move(S.OFFERED, to=S.MADE),
        "refuse": move(S.AGREED, to=S.DECLINED),
        "decline": move(S.REQUESTED, S.OFFERED, S.AGREED, to=S.DECLINED),
        "lapse": move(S.OFFERED, S.AGREED, to=S.LAPSED),
        "withdraw": move(S.REQUESTED, S.OFFERED, S.AGREED, to=S.WITHDRAWN),
        "follow_up": move(S.MADE, S.FOLLOWED_UP, to=S.FOLLOWED_UP),
    }
)


class Reply(TextChoices):
    """What a partner said when it was asked."""

    AGREED = "agreed", pgettext_lazy("reply", "yes")
    DECLINED = "declined", pgettext_lazy("reply", "no")
    SILENT = "silent", pgettext_lazy("reply", "no answer")
    CALLED_OFF = "called_off", pgettext_lazy("reply", "called off")


class Side(TextChoices):
    STARTUP = "startup", pgettext_lazy("side", "startup")
    PARTNER = "partner", pgettext_lazy("side", "partner")


class Outcome(TextChoices):
    """What became of it, as either side tells."""

    NO_CONTACT = "no_contact", _("No contact yet")
    TALKING = "talking", _("In discussion")
    MET = "met", _("We have met")
    SIGNED = "signed", _("Something is signed")
    ENDED = "ended", _("It has ended")


class Agreement(TextChoices):
    """What counts as a success of an introduction (domain.md 2.3, I11)."""

    CONTRACT = "contract", pgettext_lazy("agreement", "contract")
    ORDER = "order", pgettext_lazy("agreement", "order")
    PILOT = "pilot", pgettext_lazy("agreement", "pilot")
    PARTNERSHIP = "partnership", pgettext_lazy("agreement", "partnership")
    INVESTMENT = "investment", pgettext_lazy("agreement", "investment")
    HIRE = "hire", pgettext_lazy("agreement", "hire")


#: Nothing more is asked of a side that said one of these.
FINAL = (Outcome.SIGNED, Outcome.ENDED)
DAYS = (30, 90, 180)
