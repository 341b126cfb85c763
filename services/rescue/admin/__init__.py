"""The desk's pages of rescues, and of bookings with the substitute."""

from services.rescue.admin import bookings, rescues

__all__ = ["bookings", "rescues"]
