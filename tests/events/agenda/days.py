from datetime import UTC, datetime


def on_day(year, month, day, hour=10):
    """An instant that reads so on the clock of Casablanca in winter and since September 2026: UTC+00."""
    return datetime(year, month, day, hour, tzinfo=UTC)
