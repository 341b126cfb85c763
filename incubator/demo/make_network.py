"""A network of coaches of a real size, in bulk: for measuring how dear a list of free times is."""

from datetime import time, timedelta

from django.utils import timezone

from incubator.demo.make_bookings import provider
from incubator.demo.make_events import resource, site
from incubator.demo.make_services import service
from incubator.moments import instant
from services.calendar.models import Busy, Engagement, Fitting, Hours
from services.catalogue.models import Service

#: On each working day.
SPANS = ((time(9), time(12, 30)), (time(14), time(17, 30)))


def network(*, coaches: int = 26, taken: int = 10) -> Service:
    """Each has hours on every working day and `taken` meetings and own appointments in the next fortnight; two rooms go with the service."""
    made, here = service(minutes=60), site()
    Fitting.objects.bulk_create(Fitting(service=made, resource=resource(of=here)) for _ in range(2))
    today = timezone.localdate()
    for number in range(coaches):
        one = provider(of=made, at=here, hours=False)
        Hours.objects.bulk_create(
            Hours(provider=one, weekday=day, starts=starts, ends=ends, site=here)
            for day in range(5)
            for starts, ends in SPANS
        )
        begins = [instant(today + timedelta(days=1 + n), time(9 + (n + number) % 8)) for n in range(taken)]
        about = {"provider": one, "kind_of_thing": "demo", "title": "Rendez-vous"}
        Engagement.objects.bulk_create(
            Engagement(**about, key_of_thing=str(n), blocked_from=at, blocked_to=at + timedelta(hours=1))
            for n, at in enumerate(begins[::2])
        )
        Busy.objects.bulk_create(
            Busy(provider=one, starts_at=at, ends_at=at + timedelta(hours=1), origin="feed") for at in begins[1::2]
        )
    return made
