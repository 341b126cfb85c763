"""What the looks at accounts and meetings found."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.upkeep.admin import LooksAdmin
from services.bookings import integrity
from services.bookings.models import AccountInspection


@admin.register(AccountInspection)
class AccountInspectionAdmin(LooksAdmin):
    look = staticmethod(integrity.check_integrity)
    told = _(
        "Balances are compared with their movements, and meetings with the time that is taken for them, every night and by this "
        "button. Nothing is repaired by itself."
    )
    words = {
        "balance": _("credits left, kept / summed"),
        "engagement_missing": _("a meeting stands, and whoever receives is free for others"),
        "room_missing": _("a meeting stands, and its room or machine is no longer taken for it"),
        "meeting_missing": _("time is taken for a meeting that does not stand"),
    }
