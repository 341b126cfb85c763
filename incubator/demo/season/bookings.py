"""Meetings of the running cohort: some that took place, with record and rating, one nobody has noted, one whose coach fell ill."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo import make
from incubator.demo.season.seed import day
from incubator.moments import instant
from services.bookings import actions
from services.bookings.actions import Agreed, Written
from services.bookings.models import Booking
from services.calendar.models import Engagement, Provider
from services.calendar.wanted import Free
from services.catalogue.models import Service
from services.ledger.models import Entry
from startups.models import Membership, Startup

FIRST = Written(
    "Le prix de vente se calcule sur le coût complet, pas sur celui des pièces. Deux scénarios à chiffrer avant la prochaine séance.",
    "Équipe solide, mais la trésorerie ne tient que quatre mois : en parler au comité.",
    0,
)
SECOND = Written("Relecture du dossier de présentation : commencer par le client, finir par la demande.", "", 0)
PROMISES = (
    Agreed("Chiffrer deux scénarios de prix", due_on=None),
    Agreed("Envoyer trois exemples de grille de prix", side="provider"),
)
GOALS = ("Choisir un premier marché", "Préparer la visite d’un client", "Écrire le plan de trésorerie")
RATINGS = (4, 5, 0, 4, 3)


def season_of_bookings(startups: list[Startup], made: dict[str, Service], *, by: User) -> None:
    """`startups`: of the running cohort; `made`: the services of the seed by code. Without coaches there are no meetings."""
    seats = Membership.objects.live().filter(person__email="founder@demo.test", startup__in=startups)
    seat = seats.select_related("startup", "person").first()
    coach = Provider.objects.receiving().filter(person__email="coach@demo.test").first()
    if seat is None or coach is None:
        return
    service = made["COA-01"]
    told: dict[str, Any] = {"startup": seat.startup, "by": seat.person, "service": service, "provider": coach}
    _told(_took_place(_meeting("Fixer le prix de vente", **told), days=24, by=coach.person), coach.person)
    second = _took_place(_meeting("Relire la présentation", **told), days=10, by=coach.person)
    actions.write(second.pk, SECOND, by=coach.person, share=True)
    _dated(_meeting("Préparer le rendez-vous à la banque", **told), days=1)
    _meeting("Comparer les deux scénarios de prix", **told)
    _of_others([one for one in startups if one != seat.startup], service, coach)
    _ill(seat.startup, seat.person, service)


def _of_others(startups: list[Startup], service: Service, coach: Provider) -> None:
    """One meeting each, rated by most."""
    for n, startup in enumerate(startups):
        owner = Membership.objects.owners().live().filter(startup=startup).select_related("person").order_by("pk")[0]
        told: dict[str, Any] = {"startup": startup, "by": owner.person, "service": service, "provider": coach}
        came = _took_place(_meeting(GOALS[n % len(GOALS)], **told), days=30 + 3 * n, by=coach.person)
        if RATINGS[n % len(RATINGS)]:
            actions.rate(came.pk, by=owner.person, rating=RATINGS[n % len(RATINGS)], comment="")


def _meeting(goal: str, *, startup: Startup, by: User, service: Service, provider: Provider) -> Booking:
    found = _free(service, provider)[0]
    held = actions.hold(startup.pk, service.pk, make.choice(found), by=by)
    return actions.confirm(held.pk, actions.Details(goal=goal, participants=(by,)), by=by)


def _free(service: Service, provider: Provider) -> list[Free]:
    return make.free(service, ahead=2, days=service.horizon_days - 2, provider=provider.pk)


def _dated(booking: Booking, *, days: int) -> Booking:
    """As if it had been so many days ago, for its coach too."""
    begins: datetime = instant(day(-days), time(10))
    when: dict[str, Any] = {"starts_at": begins, "ends_at": begins + timedelta(minutes=booking.minutes)}
    Booking.objects.filter(pk=booking.pk).update(**when, day=day(-days), hour=time(10))
    taken = {"blocked_from": when["starts_at"], "blocked_to": when["ends_at"]}
    Engagement.objects.about(booking).live().update(**taken)
    booking.refresh_from_db()
    return booking


def _took_place(booking: Booking, *, days: int, by: User) -> Booking:
    came = actions.attend(_dated(booking, days=days).pk, by=by)
    Entry.objects.about(came).update(at=came.ends_at)
    return came


def _told(booking: Booking, coach: User) -> None:
    """Shared, with what is to be done, and rated by the founder."""
    for agreed in PROMISES:
        actions.agree(booking.pk, agreed, by=coach)
    actions.write(booking.pk, FIRST, by=coach, share=True)
    actions.rate(booking.pk, by=booking.asked_by, rating=5, comment="Enfin une méthode claire.")


def _ill(startup: Startup, founder: User, service: Service) -> None:
    """Another coach cannot come: whoever could stand in is proposed to the founder."""
    for provider in Provider.objects.giving(service).exclude(person__email="coach@demo.test").order_by("pk"):
        if not _free(service, provider):
            continue
        booking = _meeting(
            "Chercher un premier client industriel", startup=startup, by=founder, service=service, provider=provider
        )
        if booking.starts_at > timezone.now():
            make.rescue(booking, reason="Grippe")
            return
