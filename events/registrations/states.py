from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class RegistrationState(TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("registration", "address to be confirmed")
    PENDING = "pending", pgettext_lazy("registration", "waiting for approval")
    REGISTERED = "registered", pgettext_lazy("registration", "registered")
    WAITLISTED = "waitlisted", pgettext_lazy("registration", "on the waiting list")
    OFFERED = "offered", pgettext_lazy("registration", "place offered")
    LAPSED = "lapsed", pgettext_lazy("registration", "time to answer is over")
    WITHDRAWN = "withdrawn", pgettext_lazy("registration", "withdrawn")
    REJECTED = "rejected", pgettext_lazy("registration", "not approved")
    CANCELLED = "cancelled", pgettext_lazy("registration", "event cancelled by the organiser")


R = RegistrationState

#: States that hold a seat; every arrow into them takes it, every arrow out of them frees it.
SEATED = (R.REGISTERED, R.OFFERED)
#: A person has one of these per event at most.
LIVE = (R.UNCONFIRMED, R.PENDING, R.REGISTERED, R.WAITLISTED, R.OFFERED)
#: Who can still become registered.
HOPING = (R.PENDING, R.WAITLISTED, R.OFFERED)

REGISTRATION = Lifecycle(
    {
        "confirm_address": move(R.UNCONFIRMED, to=R.REGISTERED),
        "ask": move(R.UNCONFIRMED, to=R.PENDING),
        "wait": move(R.UNCONFIRMED, R.PENDING, to=R.WAITLISTED),
        "approve": move(R.PENDING, to=R.REGISTERED),
        "reject": move(R.PENDING, R.WAITLISTED, to=R.REJECTED),
        "offer": move(R.WAITLISTED, R.LAPSED, to=R.OFFERED),
        "accept": move(R.OFFERED, to=R.REGISTERED),
        "take": move(R.WAITLISTED, to=R.REGISTERED),
        "lapse": move(R.OFFERED, R.UNCONFIRMED, to=R.LAPSED),
        "wait_again": move(R.LAPSED, to=R.WAITLISTED),
        "withdraw": move(R.UNCONFIRMED, R.PENDING, R.REGISTERED, R.WAITLISTED, R.OFFERED, to=R.WITHDRAWN),
        "cancel": move(R.UNCONFIRMED, R.PENDING, R.REGISTERED, R.WAITLISTED, R.OFFERED, to=R.CANCELLED),
    }
)


class Origin(TextChoices):
    ONLINE = "online", _("registered by herself or himself")
    STAFF = "staff", _("registered by staff")
    IMPORT = "import", _("imported")
