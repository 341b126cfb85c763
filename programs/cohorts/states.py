from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EnrolmentState(TextChoices):
    ONBOARDING = "onboarding", _("onboarding")
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    GRADUATED = "graduated", _("graduated")
    LEFT = "left", _("left")
    EXCLUDED = "excluded", _("excluded")


SEATED = (EnrolmentState.ONBOARDING, EnrolmentState.ACTIVE, EnrolmentState.PAUSED, EnrolmentState.GRADUATED)
