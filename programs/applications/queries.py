"""Reads that several pages share, and the one answer to "may this still be sent?"."""

from datetime import datetime

from programs.applications.models import Application


def deadline(application: Application) -> datetime:
    """The closing of the call or, when it is later, the extension of this file."""
    extended = [extension.until for extension in application.extensions.all() if extension.revoked_at is None]
    return max([application.call.closes_at, *extended])


def may_still_send(application: Application, at: datetime) -> bool:
    """True until the deadline and the call's minutes of grace are over; `at` is when the request arrived.

    The only place that knows: sending, saving, the closing task and every page ask here.
    """
    return at < deadline(application) + application.call.grace


def uses_grace(application: Application, at: datetime) -> bool:
    return deadline(application) <= at
