from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class ReportState(TextChoices):
    GENERATING = "generating", pgettext_lazy("report", "being made")
    FAILED = "failed", pgettext_lazy("report", "failed")
    DRAFT = "draft", pgettext_lazy("report", "draft")
    REVIEWED = "reviewed", pgettext_lazy("report", "reviewed")
    PUBLISHED = "published", pgettext_lazy("report", "published")
    SUPERSEDED = "superseded", pgettext_lazy("report", "replaced by a new version")


class Rule(TextChoices):
    """When a schedule makes its next report."""

    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    FREEZE = "freeze", _("when a reporting period is frozen")


class ScheduleState(TextChoices):
    ACTIVE = "active", pgettext_lazy("schedule", "active")
    PAUSED = "paused", pgettext_lazy("schedule", "paused")
    ENDED = "ended", pgettext_lazy("schedule", "ended")


R = ReportState

REPORT = Lifecycle(
    {
        "again": move(R.FAILED, R.DRAFT, to=R.GENERATING),
        "finish": move(R.GENERATING, to=R.DRAFT),
        "fail": move(R.GENERATING, to=R.FAILED),
        "review": move(R.DRAFT, to=R.REVIEWED),
        "send_back": move(R.REVIEWED, to=R.DRAFT),
        "publish": move(R.REVIEWED, to=R.PUBLISHED),
        "supersede": move(R.PUBLISHED, to=R.SUPERSEDED),
    }
)

S = ScheduleState

SCHEDULE = Lifecycle(
    {
        "pause": move(S.ACTIVE, to=S.PAUSED),
        "resume": move(S.PAUSED, to=S.ACTIVE),
        "end": move(S.ACTIVE, S.PAUSED, to=S.ENDED),
    }
)

#: What a reader of the partner may see.
PUBLIC_STATES = (R.PUBLISHED, R.SUPERSEDED)
