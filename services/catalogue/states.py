from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class ServiceKind(TextChoices):
    """The chain from idea to industrialised product (product.md 4)."""

    COACHING = "coaching", _("coaching")
    TRAINING = "training", _("training")
    PROTOTYPING = "prototyping", _("technical assistance: prototyping")
    INDUSTRIALISATION = "industrialisation", _("technical assistance: industrialisation")
    MATCHMAKING = "matchmaking", _("matchmaking")
    FINANCING = "financing", _("financing")
    HOSTING = "hosting", _("a place to work")


class ServiceState(TextChoices):
    ACTIVE = "active", pgettext_lazy("service", "active")
    HIDDEN = "hidden", pgettext_lazy("service", "hidden")
    RETIRED = "retired", pgettext_lazy("service", "retired")


class Manner(TextChoices):
    """How it is asked for: a time is chosen, a request is described, or a seat of a training is taken."""

    SLOT = "slot", _("one books a time")
    REQUEST = "request", _("one describes a need")
    SEAT = "seat", _("one registers for a date")


class Place(TextChoices):
    ON_SITE = "on_site", _("on site")
    VIDEO = "video", _("by video")


class NeedKind(TextChoices):
    TRL = "trl", _("TRL at least")
    STAGE = "stage", _("one of these stages")
    DELIVERED = "delivered", _("another service received, so many times")


S = ServiceState

SERVICE = Lifecycle(
    {
        "show": move(S.HIDDEN, S.RETIRED, to=S.ACTIVE),
        "hide": move(S.ACTIVE, to=S.HIDDEN),
        "retire": move(S.ACTIVE, S.HIDDEN, to=S.RETIRED),
    }
)
