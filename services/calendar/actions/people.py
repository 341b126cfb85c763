"""The profile of who receives startups, and whether she does."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from incubator.errors import Refused
from incubator.journal.models import record
from services.calendar.models import Provider
from services.calendar.states import PROVIDER


@dataclass(frozen=True)
class Profile:
    """What a coach says of herself. `monthly_minutes`: none without limit."""

    about: str = ""
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    zone: str = "Africa/Casablanca"
    monthly_minutes: int | None = None
    video_url: str = ""


@transaction.atomic
def keep_provider(provider_id: int, profile: Profile, *, by: Any, sites: Any = None) -> Provider:
    """`sites`: where she receives; left as they are when not named. Meetings that stand keep their time."""
    provider = Provider.objects.locked().get(pk=provider_id)
    for name, value in asdict(profile).items():
        setattr(provider, name, list(value) if isinstance(value, tuple) else value)
    provider.save(update_fields=list(asdict(profile)))
    if sites is not None:
        provider.sites.set(sites)
    record("keep_provider", provider, by=by)
    return provider


@transaction.atomic
def activate(provider_id: int, *, by: Any) -> Provider:
    """Her times are offered to startups."""
    return _move(Provider.objects.locked().get(pk=provider_id), "activate", by=by)


@transaction.atomic
def pause(provider_id: int, *, by: Any) -> Provider:
    """Nothing new is booked with her; what is booked stands."""
    return _move(Provider.objects.locked().get(pk=provider_id), "pause", by=by)


@transaction.atomic
def leave(provider_id: int, *, by: Any) -> Provider:
    """She is offered no more. Refused while meetings are to come: each needs an answer first."""
    provider = Provider.objects.locked().get(pk=provider_id)
    if count := provider.engagements.live().filter(blocked_to__gt=timezone.now()).count():
        told = ngettext(
            "%(count)d meeting is still to come: move it or call it off first.",
            "%(count)d meetings are still to come: move them or call them off first.",
            count,
        )
        raise Refused(told % {"count": count})
    return _move(provider, "leave", by=by)


def _move(provider: Provider, verb: str, *, by: Any) -> Provider:
    provider.state = PROVIDER.after(verb, provider.state)
    provider.save(update_fields=["state"])
    record(verb, provider, by=by)
    return provider
