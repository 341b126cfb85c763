"""Files of the open call, one in every state that staff meet on a morning."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.season.answers import fill
from incubator.demo.season.companies import company
from incubator.demo.season.editions import send
from incubator.demo.season.people import Cast
from incubator.demo.season.seed import startups
from programs.applications.actions import desk, filing, talking
from programs.applications.models import Application
from programs.calls.models import Call
from startups.models import Startup

#: More applicants than the seed names, all invented: name, sector, region, city, sells since.
OTHERS = (
    ("Rihcarbone (fictif)", "EOL", "MA-11", "Laâyoune", 2024),
    ("Zitpropre (fictif)", "CIR", "MA-03", "Fès", 2023),
    ("Argalait (fictif)", "AGR", "MA-09", "Agadir", 2023),
    ("Atlasglace (fictif)", "EFF", "MA-05", "Béni Mellal", 2024),
    ("Oasispompe (fictif)", "SOL", "MA-08", "Errachidia", 2022),
    ("Dakhlasel (fictif)", "EAU", "MA-12", "Dakhla", 2024),
    ("Rifbriques (fictif)", "BAT", "MA-01", "Tétouan", 2023),
)


def applicants(call: Call, cast: Cast) -> None:
    told = {row["code"]: row for row in startups("V13", "V14", "V15")}
    mine, hers = company(told["V13"], owner=cast.founder), company(told["V15"], owner=cast.founder2)
    big = company(told["V14"])
    _draft(call, mine, told["V13"], by=cast.founder)
    sent = send(call, hers, told["V15"], by=cast.founder2)
    desk.ask_correction(
        sent.pk,
        by=cast.staff,
        request="Précisez le nombre de clients payants et joignez une présentation à jour.",
        due_at=timezone.now() + timedelta(days=5),
    )
    owner = big.memberships.get().person
    review = send(call, big, told["V14"], by=owner)
    desk.screen(review.pk, by=cast.staff, outcome="eligible")
    desk.move_on(review.pk, by=cast.staff, step="review")
    talking.say(review.pk, by=owner, text="Bonjour, quand auront lieu les auditions ?", token="")
    _others(call, cast)


def _draft(call: Call, startup: Startup, told: dict[str, Any], *, by: User) -> Application:
    application = filing.begin(call.pk, startup_id=startup.pk, by=by)
    fill(application, told, by=by, sections=3)
    return application


def _others(call: Call, cast: Cast) -> None:
    pattern = startups("V13")[0]
    for number, (name, sector, region, city, since) in enumerate(OTHERS):
        own = {
            "code": f"W{number:02}",
            "name": name,
            "sector": sector,
            "region": region,
            "city": city,
            "creation_year": since,
            "ice": _ice(number),
            "cohort": None,
        }
        told = {**pattern, **own}
        startup = company(told)
        sent = send(call, startup, told, by=startup.memberships.get().person)
        _step(sent, number, cast)


def _step(sent: Application, number: int, cast: Cast) -> None:
    """New, taken, screened, in review, shortlisted … so that every list has something in it."""
    if number >= 2:
        desk.take(sent.pk, by=cast.staff if number % 2 else cast.colleague)
    if number >= 3:
        desk.screen(
            sent.pk,
            by=cast.staff,
            outcome="to_discuss" if number == 3 else "eligible",
            reason="Ventes à confirmer." if number == 3 else "",
        )
    if number >= 5:
        desk.move_on(sent.pk, by=cast.staff, step="review")
    if number >= 6:
        desk.move_on(sent.pk, by=cast.staff, step="shortlist")


def _ice(number: int) -> str:
    """An invented ICE: the range 999 is not given to companies; the last two digits are the key (97 divides the whole)."""
    base = f"9990002{number:02}0000"
    return f"{base}{97 - int(base) * 100 % 97:02}"
