"""The desk's pages of bookings. Registered by `services.rescue`, which adds the substitute."""
