from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator.mailings import notices
from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter
from incubator.outbox.states import Category
from programs.messages.models import KIND, REMINDER, CohortMessage


def _words(letter: Letter) -> dict[str, Any] | None:
    rows = CohortMessage.objects.select_related("cohort__programme")
    message = rows.filter(pk=letter.params.get("message")).first()
    said = notices.words(letter, message)
    if not said or not message:
        return None
    with translation.override(letter.spoken_language):
        address = settings.SITE_URL + reverse("programs:milestone_list")
        return {**said, "cohort": str(message.cohort), "address": address}


def register() -> None:
    late = _("message to those of a cohort that are late")
    kinds.register(
        Kind(KIND, _words, label=_("message to a cohort")),
        Kind(REMINDER, _words, category=Category.REMINDER, label=late),
    )
