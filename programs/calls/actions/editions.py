"""A new edition from last year's call: texts, form, rules and questions are copied, dates move to working days."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from incubator.moments import shifted
from programs.calls.actions.forms import copy_form
from programs.calls.checks import TO_CHECK
from programs.calls.models import Call, QuestionAndAnswer
from programs.calls.states import CallState
from programs.partners.holidays import working_day
from programs.partners.models import Cohort

COPIED = (
    "grace_minutes",
    "places",
    "kinds",
    "confirm_days",
    "minutes_needed",
    "quota_mb",
    *(f"{name}_{code}" for name in ("title", "summary", "purpose", "who", "documents") for code in ("fr", "en", "ar")),
)


def moved_dates(call: Call, opens_on: date) -> dict[str, Any]:
    """The dates of the new edition: the distance between the openings, then the next working day, at the same hour."""
    distance = opens_on - timezone.localdate(call.opens_at)
    instants = {
        name: shifted(getattr(call, name), working_day(timezone.localdate(getattr(call, name)) + distance))
        for name in ("opens_at", "closes_at")
    }
    days = {name: _moved(getattr(call, name), distance) for name in ("results_on", "interviews_on", "starts_on")}
    return {**instants, **days}


def _moved(day: date | None, distance: timedelta) -> date | None:
    return working_day(day + distance) if day else None


@transaction.atomic
def new_edition(call_id: int, *, opens_on: date, code: str, names: dict[str, str], by: Any) -> Call:
    """A draft for a new cohort of the same programme. `names`: {"fr": …, "en": …, "ar": …} of the cohort."""
    source = Call.objects.locked().select_related("cohort__programme", "form").get(pk=call_id)
    if opens_on <= timezone.localdate():
        raise Refused(_("The new opening lies in the past."), field="opens_on")
    if Cohort.objects.filter(code=code).exists():
        raise Refused(_("There is a cohort with this code already."), field="code")
    dates = moved_dates(source, opens_on)
    cohort = _next_cohort(source, code=code, names=names, dates=dates)
    call = Call(
        **{name: getattr(source, name) for name in COPIED},
        **dates,
        slug=_free_slug(f"{source.cohort.programme.code}-{code}"),
        cohort=cohort,
        form=copy_form(source.form_id, by=by) if source.form_id else None,
        state=CallState.DRAFT,
        copied_from=source,
        to_check=list(TO_CHECK),
    )
    call.save(force_insert=True)
    QuestionAndAnswer.objects.bulk_create(_faq(source, call))
    record("new_edition", call, by=by, copied_from=source.slug)
    return call


def _next_cohort(source: Call, *, code: str, names: dict[str, str], dates: dict[str, Any]) -> Cohort:
    before = source.cohort
    starts_on = dates["starts_on"]
    length = before.ends_on - before.starts_on if before.starts_on and before.ends_on else None
    return Cohort.objects.create(
        programme=before.programme,
        code=code,
        places=before.places,
        starts_on=starts_on,
        ends_on=starts_on + length if starts_on and length else None,
        **{f"name_{tongue}": words for tongue, words in names.items()},
    )


def _free_slug(wanted: str) -> str:
    slug = base = slugify(wanted)[:70]
    number = 2
    while Call.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def _faq(source: Call, call: Call) -> list[QuestionAndAnswer]:
    texts = [f"{name}_{code}" for name in ("question", "answer") for code in ("fr", "en", "ar")]
    return [
        QuestionAndAnswer(call=call, position=row.position, **{name: getattr(row, name) for name in texts})
        for row in source.faq.all()
    ]
