from services.bookings.models.booking import Booking
from services.bookings.models.inspection import AccountInspection
from services.bookings.models.records import ActionItem, SessionRecord

__all__ = ["AccountInspection", "ActionItem", "Booking", "SessionRecord"]
