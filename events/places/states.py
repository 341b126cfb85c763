from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ResourceKind(TextChoices):
    ROOM = "room", _("room")
    EQUIPMENT = "equipment", _("equipment")
    KIT = "kit", _("kit")


class ResourceState(TextChoices):
    AVAILABLE = "available", _("available")
    OUT_OF_ORDER = "out_of_order", _("out of order")
    RETIRED = "retired", _("retired")
