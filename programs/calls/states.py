from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from incubator.lifecycle import Lifecycle, move


class CallState(TextChoices):
    """What staff decide. Whether a published call is scheduled, open or closed is told by the clock: `Call.phase`."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")


class Phase(TextChoices):
    SCHEDULED = "scheduled", _("opens soon")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class QuestionKind(TextChoices):
    LINE = "line", _("short text")
    TEXT = "text", _("long text")
    NUMBER = "number", _("number with unit")
    CHOICE = "choice", _("choice")
    CHOICES = "choices", _("several choices")
    DATE = "date", _("date")
    YES_NO = "yes_no", _("yes or no")
    FILE = "file", _("file")
    LINK = "link", _("link")
    TABLE = "table", _("table")
    ICE = "ice", _("ICE")


class Operator(TextChoices):
    ONE_OF = "one_of", _("is one of")
    NONE_OF = "none_of", _("is none of")
    AT_LEAST = "at_least", _("is at least")
    AT_MOST = "at_most", _("is at most")
    YES = "yes", _("is yes")
    YOUNGER = "younger", _("is a date at most … years before closing")


class Verdict(TextChoices):
    ELIGIBLE = "eligible", _("eligible")
    INELIGIBLE = "ineligible", _("not eligible")
    TO_REVIEW = "to_review", _("to be discussed")


class ChangeState(TextChoices):
    PROPOSED = "proposed", _("waiting for a second person")
    APPLIED = "applied", _("applied")
    REFUSED = "refused", _("refused")


C = CallState

CALL = Lifecycle(
    {
        "publish": move(C.DRAFT, to=C.PUBLISHED),
        "archive": move(C.DRAFT, C.PUBLISHED, to=C.ARCHIVED),
        "unpublish": move(C.PUBLISHED, to=C.DRAFT),
    }
)
