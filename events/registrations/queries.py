"""Reads that pages of registrations share."""

from typing import Any

from django.db.models import QuerySet

from events.agenda.models import Event
from events.agenda.states import Access
from events.registrations.links import feed_hash
from events.registrations.models import CalendarFeed, Registration
from programs.cohorts.models import Enrolment
from startups.models import Startup


def startups_for(user: Any, event: Event) -> QuerySet[Startup]:
    """The startups in whose name the person may come: hers, and for a programme or cohort those that are in it."""
    mine = Startup.objects.of(user)
    if event.access == Access.PROGRAMME:
        members = Enrolment.objects.active().filter(cohort__programme=event.programme_id)
    elif event.access == Access.COHORT:
        members = Enrolment.objects.active().filter(cohort=event.cohort_id)
    else:
        return mine.order_by("sort_key")
    return mine.filter(pk__in=members.values("startup")).order_by("sort_key")


def needs_startup(event: Event) -> bool:
    return event.access in {Access.PROGRAMME, Access.COHORT} or event.most_per_startup is not None


def live_of(user: Any, event: Event) -> Registration | None:
    return Registration.objects.live().filter(person=user, event=event).first() if user.is_authenticated else None


def feed_by(token: str) -> CalendarFeed | None:
    """The calendar whose key this is, as long as the account is open."""
    feeds = CalendarFeed.objects.select_related("person")
    return feeds.filter(token_hash=feed_hash(token), person__is_active=True, person__erased_at=None).first()


def entries_of(person: Any) -> QuerySet[Registration]:
    """What stands in a private calendar: three queries, however many."""
    rows = Registration.objects.registered().filter(person=person).select_related("event__site", "seating")
    return rows.prefetch_related("event__sessions__resources").order_by("event__starts_at", "pk")
