"""Instants from what people read on their clock in Casablanca: missing and doubled hours are refused at input, never guessed.

Morocco's clock jumped in spring 2026 and turned back on 15 February and 20 September 2026 (domain.md 1.6).
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.fields import DayField, WesternDigits

FOLDS = (
    ("", ""),
    ("0", gettext_lazy("the first time (before the clock turns back)")),
    ("1", gettext_lazy("the second time")),
)


class Nonexistent(ValueError):
    """The clock jumped over this hour."""


class Ambiguous(ValueError):
    """The clock showed this hour twice."""


def instant(day: date, hour: time, *, fold: int | None = None, zone: tzinfo | None = None) -> datetime:
    """The instant in UTC of a wall time; `fold` chooses between the two that a doubled hour names."""
    zone = zone or ZoneInfo(settings.TIME_ZONE)
    wall = datetime.combine(day, hour).replace(tzinfo=None)
    first, second = (wall.replace(tzinfo=zone, fold=side) for side in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise Nonexistent(wall)
    if fold is None:
        raise Ambiguous(wall)
    return (second if fold else first).astimezone(UTC)


def shifted(moment: datetime, day: date) -> datetime:
    """The same wall time on another day; a missing hour becomes the hour after, of a doubled one the second counts."""
    wall = timezone.localtime(moment).time().replace(tzinfo=None)
    return instant_or_next(day, wall, fold=1)


def instant_or_next(day: date, hour: time, *, fold: int, zone: tzinfo | None = None) -> datetime:
    """The instant in UTC; of an hour that the clock jumps over, the hour after counts."""
    zone = zone or ZoneInfo(settings.TIME_ZONE)
    try:
        return instant(day, hour, fold=fold, zone=zone)
    except Nonexistent:
        return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def midnight(day: date) -> datetime:
    """The first instant of a day. Days are cut in Python, never by the database, whose zone files may be old."""
    return instant_or_next(day, time.min, fold=0)


def months_from(day: date, months: int) -> date:
    """The same day so many months later, or earlier; the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def monday_of(asked: str) -> date:
    """The Monday of the week that was asked for; of this week when it makes no sense."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = timezone.localdate()
    if not 1950 <= day.year <= 2100:
        day = timezone.localdate()
    return day - timedelta(days=day.weekday())


class HourField(WesternDigits, forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%Hh%M"], **kwargs)


class MomentWidget(forms.MultiWidget):
    """Day, hour, and which of the two when the hour came twice."""

    template_name = "components/moment.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "hour": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "fold": forms.Select(choices=FOLDS),
        }
        super().__init__(parts, attrs)

    def decompress(self, value: datetime | None) -> list[Any]:
        if value is None:
            return [None, None, ""]
        local = timezone.localtime(value)
        other = local.replace(fold=1 - local.fold)
        return [local.date(), local.time(), str(local.fold) if other.utcoffset() != local.utcoffset() else ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        day, hour, fold = context["widget"]["subwidgets"]
        fold["is_needed"] = bool(fold["value"] and fold["value"] != [""]) or _is_doubled(day["value"], hour["value"])
        day["label"], hour["label"], fold["label"] = _("Day"), _("Hour (Casablanca)"), _("Which of the two")
        return context


def _is_doubled(day: Any, hour: Any) -> bool:
    try:
        instant(date.fromisoformat(day), time.fromisoformat(hour))
    except Ambiguous:
        return True
    except (TypeError, ValueError):
        return False
    return False


class MomentField(forms.MultiValueField):
    """An instant, typed as day and hour in Casablanca; cleaned to a datetime in UTC."""

    widget = MomentWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("input_formats", None)
        parts = (DayField(), HourField(), forms.ChoiceField(choices=FOLDS, required=False))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, parts: list[Any]) -> datetime | None:
        if not parts or parts[0] in self.empty_values:
            return None
        day, hour, fold = parts[0], parts[1], parts[2] if len(parts) > 2 else ""
        try:
            return instant(day, hour, fold=int(fold) if fold else None)
        except Nonexistent as error:
            raise ValidationError(
                _("This hour does not exist: the clock jumps over it on that day."), code="nonexistent"
            ) from error
        except Ambiguous as error:
            told = _("This hour comes twice on that day: say below whether you mean the first or the second.")
            raise ValidationError(told, code="ambiguous") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        before = initial if isinstance(initial, list) else MomentWidget().decompress(initial)
        return super().has_changed(before, data)
