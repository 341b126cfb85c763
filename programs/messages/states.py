from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Reach(TextChoices):
    OWNERS = "owners", pgettext_lazy("message to", "the owners")
    TEAM = "team", pgettext_lazy("message to", "the whole team")
