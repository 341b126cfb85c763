from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.afterwards import rules
from events.afterwards.models import Feedback
from events.registrations.models import Registration
from incubator.errors import Refused


@transaction.atomic
def give_feedback(pk: Any, *, rating: int, comment: str = "") -> Feedback:
    """Once for each registration that came, and changed as long as the form is open."""
    registration = Registration.objects.locked().select_related("event").get(pk=pk)
    if not rules.has_come(registration):
        raise Refused(_("Only those who came can give their opinion."))
    if not rules.is_feedback_open(registration.event):
        raise Refused(_("The time to give an opinion is over, or has not begun."))
    said = {"rating": rating, "comment": comment, "at": timezone.now()}
    return Feedback.objects.update_or_create(registration=registration, defaults=said)[0]
