from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class InstrumentKind(TextChoices):
    GRANT = "grant", _("grant")
    HONOUR_LOAN = "honour_loan", _("honour loan")
    ADVANCE = "advance", _("repayable advance")
    EQUITY = "equity", _("equity")
    VOUCHER = "voucher", _("voucher")
    GUARANTEED_LOAN = "guaranteed_loan", _("loan with guarantee")


class InstrumentState(TextChoices):
    OPEN = "open", pgettext_lazy("instrument", "open")
    CLOSED = "closed", pgettext_lazy("instrument", "closed")


class RequestState(TextChoices):
    DRAFT = "draft", pgettext_lazy("funding request", "draft")
    SUBMITTED = "submitted", pgettext_lazy("funding request", "submitted")
    CORRECTION = "correction_requested", pgettext_lazy("funding request", "to be completed")
    AWARDED = "awarded", pgettext_lazy("funding request", "granted")
    REFUSED = "refused", pgettext_lazy("funding request", "not granted")
    WITHDRAWN = "withdrawn", pgettext_lazy("funding request", "withdrawn")


class AwardState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("award", "proposed")
    SIGNED = "signed", pgettext_lazy("award", "signed")
    ACTIVE = "active", pgettext_lazy("award", "active")
    COMPLETED = "completed", pgettext_lazy("award", "completed")
    CANCELLED = "cancelled", pgettext_lazy("award", "cancelled")


class ContributionState(TextChoices):
    DECLARED = "declared", pgettext_lazy("own contribution", "declared")
    VERIFIED = "verified", pgettext_lazy("own contribution", "verified")
    DECLINED = "declined", pgettext_lazy("own contribution", "not counted")


class TrancheState(TextChoices):
    PLANNED = "planned", pgettext_lazy("tranche", "planned")
    CONDITIONS = "conditions_pending", pgettext_lazy("tranche", "conditions to be met")
    APPROVED = "approved", pgettext_lazy("tranche", "approved")
    PAID = "paid", pgettext_lazy("tranche", "paid")
    FAILED = "failed", pgettext_lazy("tranche", "payment failed")
    CANCELLED = "cancelled", pgettext_lazy("tranche", "cancelled")


class PaperMoment(TextChoices):
    """When a paper must be there."""

    APPLICATION = "application", _("with the request")
    PAYMENT = "payment", _("before the first payment")


class Moment(TextChoices):
    """When the rules of an instrument are asked."""

    APPLICATION = "application", _("request")
    AWARD = "award", _("decision")
    TRANCHE = "tranche", _("payment")


N, R, A, T = InstrumentState, RequestState, AwardState, TrancheState

INSTRUMENT = Lifecycle({"open": move(N.CLOSED, to=N.OPEN), "close": move(N.OPEN, to=N.CLOSED)})

REQUEST = Lifecycle(
    {
        "submit": move(R.DRAFT, R.CORRECTION, to=R.SUBMITTED),
        "ask_completion": move(R.SUBMITTED, to=R.CORRECTION),
        "award": move(R.SUBMITTED, to=R.AWARDED),
        "refuse": move(R.SUBMITTED, R.CORRECTION, to=R.REFUSED),
        "withdraw": move(R.SUBMITTED, R.CORRECTION, to=R.WITHDRAWN),
    }
)

AWARD = Lifecycle(
    {
        "send_agreement": move(A.PROPOSED, to=A.PROPOSED),
        "sign": move(A.PROPOSED, to=A.SIGNED),
        "activate": move(A.SIGNED, to=A.ACTIVE),
        "complete": move(A.ACTIVE, to=A.COMPLETED),
        "resume": move(A.COMPLETED, to=A.ACTIVE),
        "cancel": move(A.PROPOSED, A.SIGNED, A.ACTIVE, to=A.CANCELLED),
    }
)

TRANCHE = Lifecycle(
    {
        "await_conditions": move(T.PLANNED, to=T.CONDITIONS),
        "approve_first": move(T.CONDITIONS, to=T.CONDITIONS),
        "approve": move(T.CONDITIONS, to=T.APPROVED),
        "take_back": move(T.CONDITIONS, T.APPROVED, T.FAILED, to=T.CONDITIONS),
        "pay": move(T.APPROVED, T.FAILED, to=T.PAID),
        "fail": move(T.APPROVED, T.PAID, to=T.FAILED),
        "cancel": move(T.PLANNED, T.CONDITIONS, T.APPROVED, T.FAILED, to=T.CANCELLED),
    }
)

#: Where the team still writes its request.
WRITTEN = frozenset({R.DRAFT, R.CORRECTION})
#: A request under way: one for each startup and instrument.
LIVE = frozenset({R.DRAFT, R.SUBMITTED, R.CORRECTION})
#: A payment may leave only from here.
PAYABLE = frozenset({T.APPROVED, T.FAILED})
#: A tranche that is not paid and may still be.
COMING = frozenset({T.PLANNED, T.CONDITIONS, T.APPROVED, T.FAILED})
