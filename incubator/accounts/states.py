from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a flag of the account says. Team, jury, coach and partner roles are facts that their own units hold."""

    ADMIN = "admin", _("Administrator")
    STAFF = "staff", _("Programme officer")
    PERSON = "person", _("Person")


class Language(TextChoices):
    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"
    ARABIC = "ar", "العربية"
