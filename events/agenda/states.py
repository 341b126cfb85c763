from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class EventKind(TextChoices):
    CONFERENCE = "conference", _("conference")
    WORKSHOP = "workshop", _("workshop")
    SEMINAR = "seminar", _("seminar")
    TRAINING = "training", _("training")
    MEETING = "meeting", _("information meeting")
    BOOTCAMP = "bootcamp", _("bootcamp")
    VISIT = "visit", _("visit")
    DEMO_DAY = "demo_day", _("demo day")


class EventState(TextChoices):
    DRAFT = "draft", pgettext_lazy("event", "draft")
    PUBLISHED = "published", pgettext_lazy("event", "published")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled by the organiser")
    DONE = "done", pgettext_lazy("event", "over")


class Mode(TextChoices):
    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")


class Way(TextChoices):
    """How one takes part: a seat in the room, or one online; a hybrid event counts both apart."""

    ROOM = "room", _("in the room")
    ONLINE = "online", _("online")


WAYS = {Mode.ON_SITE: (Way.ROOM,), Mode.ONLINE: (Way.ONLINE,), Mode.HYBRID: (Way.ROOM, Way.ONLINE)}


class Phase(TextChoices):
    """How far the registration for an event is, seats included (events.agenda.rules.phase)."""

    DRAFT = "draft", pgettext_lazy("event", "draft")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled by the organiser")
    OVER = "over", pgettext_lazy("event", "over")
    ELSEWHERE = "elsewhere", _("no registration here")
    SOON = "soon", _("registration opens later")
    CLOSED = "closed", _("registration is closed")
    OPEN = "open", _("registration is open")
    WAITING = "waiting", _("full, waiting list")
    FULL = "full", _("full")


class Access(TextChoices):
    PUBLIC = "public", _("everybody")
    PROGRAMME = "programme", _("startups of a programme")
    COHORT = "cohort", _("startups of a cohort")
    INVITATION = "invitation", _("by invitation")


class Tongue(TextChoices):
    """The language that is spoken at an event."""

    FRENCH = "fr", _("French")
    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")


class QuestionKind(TextChoices):
    CHOICE = "choice", _("one choice")
    CHOICES = "choices", _("several choices")
    LINE = "line", _("short text")
    TEXT = "text", _("long text")
    YES_NO = "yes_no", _("yes or no")


class CertificateRule(TextChoices):
    NONE = "none", _("no certificate")
    PRESENT = "present", _("whoever was checked in")
    SHARE = "share", _("a share of the sessions")


S = EventState

EVENT = Lifecycle(
    {
        "publish": move(S.DRAFT, to=S.PUBLISHED),
        "cancel": move(S.DRAFT, S.PUBLISHED, to=S.CANCELLED),
        "close": move(S.PUBLISHED, to=S.DONE),
        "reopen": move(S.DONE, to=S.PUBLISHED),
    }
)
