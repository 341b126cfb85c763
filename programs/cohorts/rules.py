from typing import Any

from programs.applications.models import Application
from programs.applications.queries import role_of
from programs.applications.states import ApplicationState
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
