"""Who is told what about a file. Words are in templates/programs/applications/mail, facts are read when the letter leaves."""

from typing import Any

from incubator.outbox.post import post
from programs.applications.models import Application, Correction, Extension, Message, Screening, Version
from programs.applications.queries import team_of

UNIT = "programs.applications"


def draft_opened(application: Application, *, to: Any) -> None:
    _tell("draft_opened", application, [to], occasion="opened")


def application_received(application: Application, version: Version) -> None:
    """The sender gets the receipt, colleagues are told; a file that the house sent has no sender, so all get the receipt."""
    team, sender = team_of(application), version.sent_by
    occasion, params = f"received:v{version.number}", {"version": version.number}
    receivers = [sender] if sender is not None else team
    _tell("application_received", application, receivers, occasion=occasion, params=params)
    colleagues = [person for person in team if person not in receivers]
    _tell("application_received_by_team", application, colleagues, occasion=occasion, params=params)


def correction_answered(application: Application, version: Version) -> None:
    application_received(application, version)


def draft_lapsed(application: Application) -> None:
    _tell("draft_lapsed", application, team_of(application), occasion="lapsed")


def application_withdrawn(application: Application) -> None:
    _tell("application_withdrawn", application, team_of(application), occasion=f"withdrawn:r{application.revision}")


def correction_asked(correction: Correction) -> None:
    _about_correction("correction_asked", correction)


def correction_closed(correction: Correction) -> None:
    _about_correction("correction_closed", correction)


def correction_due(correction: Correction) -> None:
    _about_correction("correction_due", correction, not_after=correction.due_at)


def _about_correction(word: str, correction: Correction, **when: Any) -> None:
    application = correction.application
    _tell(
        word,
        application,
        team_of(application),
        occasion=f"{word}:{correction.pk}",
        params={"correction": correction.pk},
        **when,
    )


def file_shut_away(application: Application, document: Any) -> None:
    _tell(
        "file_shut_away",
        application,
        team_of(application),
        occasion=f"shut:{document.pk}",
        params={"name": document.name},
    )


def staff_wrote(message: Message) -> None:
    application = message.application
    _tell(
        "staff_wrote",
        application,
        team_of(application),
        occasion=f"message:{message.pk}",
        params={"message": message.pk},
    )


def team_wrote(message: Message) -> None:
    """To the officer of the file; without one the message stands in the staff's queue."""
    application = message.application
    if application.officer is not None:
        _tell(
            "team_wrote",
            application,
            [application.officer],
            occasion=f"message:{message.pk}",
            params={"message": message.pk},
        )


def late_version_accepted(version: Version) -> None:
    _about_late("late_version_accepted", version)


def late_version_refused(version: Version) -> None:
    _about_late("late_version_refused", version)


def _about_late(word: str, version: Version) -> None:
    application = version.application
    _tell(
        word,
        application,
        team_of(application),
        occasion=f"{word}:v{version.number}",
        params={"version": version.number},
    )


def extension_granted(extension: Extension) -> None:
    application = extension.application
    _tell(
        "extension_granted",
        application,
        team_of(application),
        occasion=f"extension:{extension.pk}",
        params={"extension": extension.pk},
        not_after=extension.until,
    )


def declared_ineligible(application: Application, screening: Screening) -> None:
    _tell("declared_ineligible", application, team_of(application), occasion=f"ineligible:{screening.pk}")


def draft_unsent(application: Application, person: Any, *, offset: str, params: dict[str, Any], not_after: Any) -> None:
    """One reminder per person, distance and deadline: a closing that moves has reminders of its own."""
    _tell(
        "draft_unsent",
        application,
        [person],
        occasion=unsent_occasion(offset, params["deadline"]),
        params=params,
        not_after=not_after,
    )


def unsent_occasion(offset: str, stamp: str) -> str:
    return f"unsent{offset}:{stamp}"


def closing_moved(application: Application, person: Any, *, change: int, not_after: Any) -> None:
    _tell(
        "closing_moved",
        application,
        [person],
        occasion=f"moved:{change}",
        params={"change": change},
        not_after=not_after,
    )


def once(application: Application, person: Any, occasion: str) -> str:
    return f"application:{application.pk}:{occasion}:p{person.pk}"


def _tell(
    word: str, application: Application, people: list[Any], *, occasion: str, params: Any = None, **when: Any
) -> None:
    for person in people:
        post(
            f"{UNIT}.{word}",
            to=person,
            about=application,
            once=once(application, person, occasion),
            params=params,
            **when,
        )
