"""The desk's pages of bookings; those of `bookings` are registered by `services.rescue`, which adds the substitute."""

from services.bookings.admin import inspections

__all__ = ["inspections"]
