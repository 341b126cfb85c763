"""Wall-clock times of Casablanca as people type them, and the instants they mean (booking.md 2.2, domain.md 1.6)."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.text import one_line, western_digits

FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M", "%d-%m-%Y %H:%M")


class NonexistentTime(Exception):
    """The clock jumped over this time."""


def resolve_local(local: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    """(instant in UTC, whether the wall time happens twice); of two the first. Raises NonexistentTime for a gap."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC), False
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        raise NonexistentTime(local)
    return first.astimezone(UTC), True


class MomentField(forms.Field):
    """A day and an hour in Casablanca between 2000 and 2100; a time that never was or was twice is refused with the reason."""

    widget = forms.DateTimeInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        local = value if isinstance(value, datetime) else self._read(western_digits(one_line(str(value))))
        if timezone.is_aware(local):
            return local
        if not 2000 <= local.year <= 2100:
            raise ValidationError(_("Enter a date of the Gregorian calendar between 2000 and 2100."), code="range")
        try:
            instant, is_twice = resolve_local(local, ZoneInfo(settings.TIME_ZONE))
        except NonexistentTime as gap:
            raise ValidationError(_("This time does not exist: the clock was put forward. Choose another."), code="gap") from gap
        if is_twice:
            raise ValidationError(_("This time happens twice: the clock was put back. Choose one before or after that hour."), code="twice")
        return instant

    def _read(self, typed: str) -> datetime:
        for pattern in FORMATS:
            try:
                return datetime.strptime(typed, pattern)  # noqa: DTZ007 -- a wall-clock time until the zone is resolved
            except ValueError:
                continue
        raise ValidationError(_("Enter a day and an hour, for example 18/12/2026 23:59."), code="invalid")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True
