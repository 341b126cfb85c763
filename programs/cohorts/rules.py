from typing import Any

from programs.applications.models import Application
from programs.applications.queries import role_of
from programs.applications.states import ApplicationState
from programs.cohorts.queries import place_of
from programs.cohorts.states import ENROLMENT
from startups.states import TeamRole

ANSWERED = {
    ApplicationState.OFFERED,
    ApplicationState.ACCEPTED,
    ApplicationState.OFFER_DECLINED,
    ApplicationState.OFFER_EXPIRED,
}


def may_see_offer(user: Any, application: Application) -> bool:
    """The team, once an offer was published."""
    return application.state in ANSWERED and bool(role_of(user, application))


def may_answer_offer(user: Any, application: Application) -> bool:
    """Owners answer; editors and readers look on."""
    return application.state == ApplicationState.OFFERED and role_of(user, application) == TeamRole.OWNER


def may_see_place(user: Any, application: Application) -> bool:
    """The team of a startup that took the place it was offered."""
    return bool(role_of(user, application)) and place_of(application) is not None


def may_leave(user: Any, application: Application) -> bool:
    place = place_of(application)
    may = place is not None and ENROLMENT.allows("leave", place.state)
    return may and role_of(user, application) == TeamRole.OWNER
