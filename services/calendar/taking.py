"""Who is taken when. The exclusion constraint decides; these functions only say it kindly.

Order of locks: startup, provider, rooms and machines by id (`events.places`), entitlements by id.
"""

from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from incubator.errors import Refused
from services.calendar.models import Engagement, Provider
from services.calendar.states import ProviderState


class Taken(Refused):
    """Somebody else was faster: other times can be offered."""


def engage(thing: models.Model, provider_id: int, *, title: str, starts_at: datetime, ends_at: datetime) -> Provider:
    """Takes the provider's time for the thing, which gives back what it had before. Belongs in the transaction of the change.

    Raises Taken when the time is gone, Refused when nobody is received any more.
    """
    provider = Provider.objects.locked().get(pk=provider_id)
    if provider.state != ProviderState.ACTIVE:
        raise Refused(_("%(who)s receives nobody at the moment.") % {"who": provider})
    disengage(thing)
    about = {"kind_of_thing": thing._meta.label_lower, "key_of_thing": str(thing.pk), "title": title[:200]}
    try:
        with transaction.atomic():
            Engagement.objects.create(provider=provider, blocked_from=starts_at, blocked_to=ends_at, **about)
    except IntegrityError as gone:
        raise Taken(_("Somebody else has just taken this time. Here are the next ones.")) from gone
    return provider


def disengage(thing: models.Model) -> None:
    """The thing needs its provider no more."""
    Engagement.objects.about(thing).live().update(is_live=False)
