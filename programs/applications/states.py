from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class ApplicationState(TextChoices):
    DRAFT = "draft", pgettext_lazy("application", "draft")
    SUBMITTED = "submitted", pgettext_lazy("application", "submitted")
    SCREENING = "screening", pgettext_lazy("application", "being screened")
    CORRECTION = "correction_requested", pgettext_lazy("application", "to be corrected")
    IN_REVIEW = "in_review", pgettext_lazy("application", "in review")
    SHORTLISTED = "shortlisted", pgettext_lazy("application", "shortlisted")
    INTERVIEW = "interview", pgettext_lazy("application", "interview")
    OFFERED = "offered", pgettext_lazy("application", "selected (to be confirmed)")
    ACCEPTED = "accepted", pgettext_lazy("application", "confirmed")
    WAITLISTED = "waitlisted", pgettext_lazy("application", "on the reserve list")
    REJECTED = "rejected", pgettext_lazy("application", "not selected")
    INELIGIBLE = "ineligible", pgettext_lazy("application", "not eligible")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")
    OFFER_DECLINED = "offer_declined", pgettext_lazy("application", "offer declined")
    OFFER_EXPIRED = "offer_expired", pgettext_lazy("application", "offer expired")
    LAPSED = "lapsed", pgettext_lazy("application", "not sent")


class ScreeningOutcome(TextChoices):
    ELIGIBLE = "eligible", _("eligible")
    INELIGIBLE = "ineligible", _("not eligible")
    TO_DISCUSS = "to_discuss", _("to be discussed")


class CorrectionState(TextChoices):
    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    EXPIRED = "expired", _("expired")


class VersionState(TextChoices):
    SENT = "sent", pgettext_lazy("application", "sent")
    LATE = "late", _("late, to be decided")
    LATE_ACCEPTED = "late_accepted", _("late, accepted")
    LATE_REFUSED = "late_refused", _("late, refused")


S = ApplicationState

UNDECIDED = (S.SUBMITTED, S.SCREENING, S.CORRECTION, S.IN_REVIEW, S.SHORTLISTED, S.INTERVIEW)
#: A startup has one of these per cohort at a time.
LIVE = (S.DRAFT, *UNDECIDED, S.OFFERED, S.ACCEPTED, S.WAITLISTED)
#: What staff may decide about (and decide again while the decision is pending).
DECIDABLE = (S.SCREENING, S.IN_REVIEW, S.SHORTLISTED, S.INTERVIEW, S.WAITLISTED)

APPLICATION = Lifecycle(
    {
        "submit": move(S.DRAFT, S.LAPSED, to=S.SUBMITTED),
        "lapse": move(S.DRAFT, to=S.LAPSED),
        "take": move(S.SUBMITTED, to=S.SCREENING),
        "ask_correction": move(S.SUBMITTED, S.SCREENING, S.IN_REVIEW, to=S.CORRECTION),
        "answer_correction": move(S.CORRECTION, to=S.SUBMITTED),
        "end_correction": move(S.CORRECTION, to=S.SCREENING),
        "declare_ineligible": move(S.SUBMITTED, S.SCREENING, to=S.INELIGIBLE),
        "reopen": move(S.INELIGIBLE, to=S.SCREENING),
        "review": move(S.SUBMITTED, S.SCREENING, to=S.IN_REVIEW),
        "shortlist": move(S.IN_REVIEW, to=S.SHORTLISTED),
        "interview": move(S.IN_REVIEW, S.SHORTLISTED, to=S.INTERVIEW),
        "offer": move(*DECIDABLE, to=S.OFFERED),
        "waitlist": move(*DECIDABLE, to=S.WAITLISTED),
        "refuse": move(*DECIDABLE, to=S.REJECTED),
        "confirm": move(S.OFFERED, to=S.ACCEPTED),
        "decline": move(S.OFFERED, to=S.OFFER_DECLINED),
        "expire_offer": move(S.OFFERED, to=S.OFFER_EXPIRED),
        "withdraw": move(*UNDECIDED, S.WAITLISTED, S.OFFERED, S.ACCEPTED, to=S.WITHDRAWN),
    }
)
