from services.bookings.models.booking import Booking
from services.bookings.models.records import ActionItem, SessionRecord

__all__ = ["ActionItem", "Booking", "SessionRecord"]
