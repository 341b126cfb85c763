from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from incubator.lifecycle import Lifecycle, move


class Role(TextChoices):
    """What a flag of the account says. Team, jury, coach and partner roles are facts that their own units hold."""

    ADMIN = "admin", _("Administrator")
    STAFF = "staff", _("Programme officer")
    PERSON = "person", _("Person")


class Language(TextChoices):
    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"
    ARABIC = "ar", "العربية"


class ErasureState(TextChoices):
    OPEN = "open", _("to be handled")
    DONE = "done", _("carried out")
    REFUSED = "refused", _("not granted")


ERASURE = Lifecycle(
    {
        "carry_out": move(ErasureState.OPEN, to=ErasureState.DONE),
        "refuse": move(ErasureState.OPEN, to=ErasureState.REFUSED),
    }
)
