"""The two consents of a file, stored with the notice's version, the language it was read in and the file it is about."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from incubator.accounts.actions import give_consent
from incubator.accounts.models import Consent
from incubator.errors import Refused
from programs.applications.models import Application

PRIVACY, ACCURACY = "application_privacy", "application_accuracy"


def agree(application: Application, agreed: Collection[str], *, language: str, by: Any) -> None:
    """Raises Refused when one of the two boxes is open; what was agreed to before stays as it was given."""
    if PRIVACY not in agreed:
        raise Refused(_("Without your agreement to the notice the file cannot be examined."), field=PRIVACY)
    if ACCURACY not in agreed:
        raise Refused(_("Please confirm that the answers are accurate."), field=ACCURACY)
    for purpose in (PRIVACY, ACCURACY):
        give_consent(by, purpose=purpose, language=language, about=about(application))


def about(application: Application) -> str:
    return f"{application._meta.label_lower}:{application.pk}"


def consents_of(application: Application) -> Any:
    return Consent.objects.live().filter(about=about(application)).select_related("person").order_by("-given_at")


def promised_by(application: Application) -> Any:
    """In whose name the house sends at closing: the person who agreed last."""
    last = consents_of(application).filter(purpose=ACCURACY).first()
    return last.person if last else None
