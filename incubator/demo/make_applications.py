"""Makers of applications. A state is reached by walking the actions, so no test rests on a file the portal could never hold."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.make_calls import call as make_call
from incubator.demo.make_people import number, person, staff
from programs.applications.actions import answering, closing, desk, filing, talking
from programs.applications.actions.consenting import ACCURACY, PRIVACY
from programs.applications.models import Application
from programs.applications.states import ApplicationState as S
from programs.calls.models import Call
from programs.calls.plans import asked, is_blank, plan_of
from programs.calls.shapes import K, QuestionPlan
from programs.cohorts import actions as cohorts
from programs.decisions.actions import answering as offers
from programs.decisions.actions import deciding, publishing
from programs.decisions.models import Publication
from startups.actions import profile
from startups.models import Membership, Startup
from startups.states import TeamRole

BOTH = frozenset({PRIVACY, ACCURACY})
DAY = timedelta(days=1)

_SENT = ["submit"]
_SCREENED = [*_SENT, "take", "screen"]
_REVIEWED = [*_SCREENED, "review"]
#: The way to each state, as names of the steps below.
PATH: dict[str, list[str]] = {
    S.DRAFT: [],
    S.LAPSED: ["lapse"],
    S.SUBMITTED: _SENT,
    S.SCREENING: [*_SENT, "take"],
    S.CORRECTION: [*_SENT, "ask_correction"],
    S.INELIGIBLE: [*_SENT, "take", "declare_ineligible"],
    S.IN_REVIEW: _REVIEWED,
    S.SHORTLISTED: [*_REVIEWED, "shortlist"],
    S.INTERVIEW: [*_REVIEWED, "interview"],
    S.OFFERED: [*_REVIEWED, "offer"],
    S.ACCEPTED: [*_REVIEWED, "offer", "confirm"],
    S.WAITLISTED: [*_REVIEWED, "waitlist"],
    S.REJECTED: [*_REVIEWED, "refuse"],
    S.WITHDRAWN: [*_SENT, "withdraw"],
    S.OFFER_DECLINED: [*_REVIEWED, "offer", "decline"],
    S.OFFER_EXPIRED: [*_REVIEWED, "offer", "expire_offer"],
}


def team(startup: Startup) -> User:
    """An owner of the startup."""
    return Membership.objects.owners().filter(startup=startup).select_related("person")[0].person


def startup_of(owner: User | None = None, *, name: str = "", **values: Any) -> Startup:
    return profile.create(
        values={"name": name or f"Atelier solaire {_letters(number())}", **values}, by=owner or person()
    )


def _letters(n: int) -> str:
    """Names that do not look alike: numbers in base 26, written out."""
    words = ""
    while n:
        n, rest = divmod(n, 26)
        words += chr(97 + rest) * 3
    return words


def colleague(startup: Startup, role: str = TeamRole.EDITOR, **fields: Any) -> User:
    made = person(**fields)
    Membership.objects.create(startup=startup, person=made, role=role)
    return made


def application(
    *,
    state: str = S.DRAFT,
    of: Startup | None = None,
    to: Call | None = None,
    by: User | None = None,
    is_complete: bool | None = None,
) -> Application:
    """A file in the state asked for; a draft is empty unless `is_complete`."""
    startup = of or startup_of(by)
    owner = by or team(startup)
    begun = filing.begin((to or make_call()).pk, startup_id=startup.pk, by=owner)
    if PATH[state] or is_complete:
        complete(begun, by=owner)
    officer = staff() if len(PATH[state]) > 1 or state == S.LAPSED else owner
    for step in PATH[state]:
        STEPS[step](begun, owner, officer)
    return Application.objects.with_card().get(pk=begun.pk)


def complete(application: Application, *, by: User) -> None:
    """Answers every question that is asked, files aside."""
    plan = plan_of(application.form_id)
    answers = {q.key: _answer(q) for q in plan if q.kind != K.FILE}
    answers = {key: value for key, value in answers.items() if key in asked(plan, answers) and not is_blank(value)}
    for section in plan.sections:
        data = {q.key: answers[q.key] for q in section.questions if q.key in answers}
        row = application.answers.filter(section_key=section.key).first()
        answering.save_section(
            application.pk,
            section=section.key,
            data=data,
            revision=row.revision if row else 0,
            by=by,
            arrived_at=timezone.now(),
        )


def _answer(question: QuestionPlan) -> Any:
    plain: dict[str, Any] = {
        K.LINE: "Pompe solaire",
        K.TEXT: "Une pompe sans batterie pour les puits de moins de soixante mètres.",
        K.NUMBER: int(question.minimum or 0) + 3,
        K.DATE: "2024-05-14",
        K.YES_NO: True,
        K.LINK: "https://exemple.test/",
        K.ICE: "001525713000038",
    }
    if question.kind == K.CHOICE:
        return question.options[0].value
    if question.kind == K.CHOICES:
        return [question.options[0].value]
    if question.kind == K.TABLE:
        return [
            {c.key: c.options[0].value if c.options else 1 if c.kind == "number" else "a" for c in question.columns}
        ]
    return plain.get(question.kind)


def send(application: Application, owner: User, officer: User | None = None) -> Application:
    token = f"maker{number()}"
    filing.submit(application.pk, token=token, agreed=BOTH, language="fr", by=owner)
    return Application.objects.with_card().get(pk=application.pk)


def _publish(application: Application, officer: User) -> None:
    publication = publishing.prepare(application.call_id, by=officer)
    publishing.start(publication.pk, by=officer)
    Publication.objects.filter(pk=publication.pk).update(due_at=timezone.now() - DAY)
    publishing.publish_due()


def _offer(application: Application, owner: User, officer: User) -> None:
    deciding.offer(application.pk, by=officer, reason="Un prototype qui tourne.")
    _publish(application, officer)


def _waitlist(application: Application, owner: User, officer: User) -> None:
    deciding.waitlist(application.pk, by=officer, reason="Beaucoup de bons dossiers.", rank=1)
    _publish(application, officer)


def _refuse(application: Application, owner: User, officer: User) -> None:
    deciding.refuse(application.pk, by=officer, reason="Le prototype n’est pas encore là.")
    _publish(application, officer)


def _expire_offer(application: Application, owner: User, officer: User) -> None:
    application.decisions.update(confirm_before=timezone.now() - DAY)
    offers.expire_offer(application.pk)


def _lapse(application: Application, owner: User, officer: User) -> None:
    """As the clock does, without waiting for the closing."""
    call = Call.objects.get(pk=application.call_id)
    closing.close(application.pk, now=call.closes_at + call.grace + DAY)


STEPS: dict[str, Callable[..., Any]] = {
    "submit": send,
    "lapse": _lapse,
    "take": lambda application, owner, officer: desk.take(application.pk, by=officer),
    "screen": lambda application, owner, officer: desk.screen(application.pk, by=officer, outcome="eligible"),
    "declare_ineligible": lambda application, owner, officer: desk.screen(
        application.pk, by=officer, outcome="ineligible", reason="Le siège n’est pas au Maroc."
    ),
    "ask_correction": lambda application, owner, officer: desk.ask_correction(
        application.pk, by=officer, request="Précisez le chiffre d’affaires.", due_at=timezone.now() + 5 * DAY
    ),
    "answer_correction": lambda application, owner, officer: talking.answer_correction(
        application.pk, answer="C’est fait.", token=f"maker{number()}", by=owner
    ),
    "review": lambda application, owner, officer: desk.move_on(application.pk, by=officer, step="review"),
    "shortlist": lambda application, owner, officer: desk.move_on(application.pk, by=officer, step="shortlist"),
    "interview": lambda application, owner, officer: desk.move_on(application.pk, by=officer, step="interview"),
    "offer": _offer,
    "waitlist": _waitlist,
    "refuse": _refuse,
    "confirm": lambda application, owner, officer: cohorts.confirm(application.pk, by=owner),
    "decline": lambda application, owner, officer: offers.decline(application.pk, by=owner),
    "expire_offer": _expire_offer,
    "withdraw": lambda application, owner, officer: filing.withdraw(application.pk, reason="Nous reportons.", by=owner),
}
