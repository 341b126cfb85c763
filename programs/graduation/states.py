"""What becomes of a startup after its programme: answers, and how they are known."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Answer(TextChoices):
    UNKNOWN = "unknown", pgettext_lazy("follow-up", "unknown")
    ACTIVE = "active", pgettext_lazy("follow-up", "active")
    MOVED = "moved", pgettext_lazy("follow-up", "active, in another country")
    SOLD = "sold", pgettext_lazy("follow-up", "taken over, the activity goes on")
    CEASED = "ceased", pgettext_lazy("follow-up", "activity has ended")


class Source(TextChoices):
    TEAM = "team", pgettext_lazy("source", "answer of the team")
    PHONE = "phone", pgettext_lazy("source", "telephone call")
    MAIL = "mail", pgettext_lazy("source", "mail or message")
    VISIT = "visit", pgettext_lazy("source", "visit or meeting")
    REGISTER = "register", pgettext_lazy("source", "public register")
    PRESS = "press", pgettext_lazy("source", "press or web site")
    EARLIER = "earlier", pgettext_lazy("source", "an earlier answer")


#: Survival (indicator I18): the activity goes on, wherever and whoever owns it.
ALIVE = (Answer.ACTIVE, Answer.MOVED, Answer.SOLD)

#: Months after the end of a participation at which its startup is asked.
MONTHS = (12, 36, 60)

#: A farewell may be changed for so long after it was first given.
CHANGES = timedelta(days=30)

#: The question of the end is put once more so long after the first letter.
ONCE_MORE = timedelta(days=7)

#: Promoters answer so or more, detractors so or less (net promoter score, indicator I10).
PROMOTER, DETRACTOR = 9, 6
