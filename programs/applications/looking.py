"""What the pages of a file show, gathered once: no template asks a question, no page asks twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.applications.models import Answers, Application, Correction
from programs.applications.passport import Offer, offers
from programs.applications.queries import (
    deadline,
    look_alikes,
    may_still_correct,
    may_still_send,
    open_correction,
    role_of,
    with_call,
)
from programs.applications.rules import WRITERS
from programs.applications.states import APPLICATION, ApplicationState
from programs.calls.plans import Missing, asked, missing, plan_of, shown
from programs.calls.shapes import FormPlan, K, QuestionPlan, SectionPlan
from startups.models import Startup
from startups.queries import Double
from startups.states import TeamRole
from startups.tokens import join_key

S = ApplicationState
UNSENT = frozenset({S.DRAFT, S.LAPSED})
EDITED_AGAIN = frozenset({S.SUBMITTED, S.SCREENING})


@dataclass(frozen=True)
class Step:
    """One line of the steps at the side, as components/steps.html reads it."""

    label: str
    url: str
    is_done: bool
    is_current: bool
    note: str = ""


@dataclass(frozen=True)
class Told:
    """One question with its answer in words; `uid` names the document when the answer is a file."""

    question: QuestionPlan
    text: str
    is_missing: bool
    reason: str = ""
    uid: str = ""


class File:
    """An application as one person of its team sees it at this moment."""

    def __init__(self, application: Application, user: Any, *, now: datetime | None = None) -> None:
        self._application, self.user = application, user
        self.pk, self.now = application.pk, now or timezone.now()

    @cached_property
    def application(self) -> Application:
        """With its call; a page that only saves never asks for it."""
        return with_call(self._application)

    @cached_property
    def role(self) -> str:
        return role_of(self.user, self._application)

    @cached_property
    def plan(self) -> FormPlan:
        return plan_of(self._application.form_id)

    @cached_property
    def rows(self) -> dict[str, Answers]:
        return {row.section_key: row for row in self._application.answers.select_related("saved_by")}

    @cached_property
    def answers(self) -> dict[str, Any]:
        return {key: value for row in self.rows.values() for key, value in row.data.items()}

    def offers(self, section: SectionPlan) -> dict[str, Offer]:
        """What the passport says to the questions of this section."""
        return offers(section.questions, self._application.startup_id)

    @cached_property
    def missing(self) -> list[Missing]:
        return missing(self.plan, self.answers)

    @property
    def gaps(self) -> list[tuple[SectionPlan, list[Missing]]]:
        """What is missing, section by section."""
        found = [(section, [gap for gap in self.missing if gap.section is section]) for section in self.plan.sections]
        return [(section, gaps) for section, gaps in found if gaps]

    @cached_property
    def correction(self) -> Correction | None:
        return open_correction(self.application)

    @cached_property
    def deadline(self) -> datetime:
        """Until when the working copy may be sent."""
        return self.correction.due_at if self.correction else deadline(self.application)

    @property
    def is_in_time(self) -> bool:
        if self.correction:
            return may_still_correct(self.correction, self.now)
        return may_still_send(self.application, self.now)

    @property
    def is_unsent(self) -> bool:
        return self.application.state in UNSENT

    @property
    def is_open(self) -> bool:
        """There is a working copy that may be written on now."""
        is_copy = self.is_unsent or self.application.is_editing or self.correction is not None
        return is_copy and self.is_in_time

    @property
    def may_write(self) -> bool:
        return self.is_open and self.role in WRITERS

    @property
    def may_send(self) -> bool:
        return self.is_open and self.role == TeamRole.OWNER and self.correction is None

    @property
    def may_correct(self) -> bool:
        return self.correction is not None and self.is_in_time and self.role == TeamRole.OWNER

    @property
    def may_edit_again(self) -> bool:
        is_sent = self.application.state in EDITED_AGAIN and not self.application.is_editing
        return is_sent and self.role in WRITERS and may_still_send(self.application, self.now)

    @property
    def may_withdraw(self) -> bool:
        """Who has confirmed leaves the cohort instead, which is another page."""
        state = self.application.state
        return self.role == TeamRole.OWNER and state != S.ACCEPTED and APPLICATION.allows("withdraw", state)

    @property
    def may_delete(self) -> bool:
        return self.role == TeamRole.OWNER and self.is_unsent

    @cached_property
    def doubles(self) -> list[tuple[Double, str]]:
        """Before the first sending: companies on file that may be this one, with the key to ask their teams. Nobody is held back."""
        if not (self.may_send and self.is_unsent) or self.missing:
            return []
        mine = set(Startup.objects.of(self.user).values_list("pk", flat=True))
        alike = [double for double in look_alikes(self.application.startup) if double.pk not in mine]
        return [(double, join_key(double.pk, self.user)) for double in alike]

    def may_write_in(self, section: str) -> bool:
        wanted = self.correction.sections if self.correction else []
        return self.may_write and (not wanted or section in wanted)

    def url(self, page: str, *args: Any) -> str:
        return reverse(f"programs:application_{page}", args=[self._application.pk, *args])

    def steps(self, current: str) -> list[Step]:
        """The sections and the check, with what each still lacks."""
        lacking: dict[str, int] = {}
        for gap in self.missing:
            lacking[gap.section.key] = lacking.get(gap.section.key, 0) + 1
        steps = [self._step(section, current, lacking.get(section.key, 0)) for section in self.plan.sections]
        return [*steps, Step(_("Check and send"), self.url("check"), is_done=False, is_current=current == "check")]

    def _step(self, section: SectionPlan, current: str, lacking: int) -> Step:
        note = (
            ngettext("%(count)d answer missing", "%(count)d answers missing", lacking) % {"count": lacking}
            if lacking
            else ""
        )
        url = self.url("section", section.key) if self.may_write_in(section.key) else ""
        is_begun = section.key in self.rows
        return Step(
            section.title,
            url,
            is_done=is_begun and not lacking,
            is_current=section.key == current,
            note=note if is_begun else "",
        )

    def after(self, section: SectionPlan) -> str:
        """Where "save and continue" leads: the next section, at the end the check; a correction to its own sections only."""
        is_corrected = self._application.state == S.CORRECTION
        keys = [s.key for s in self.plan.sections if not is_corrected or self.may_write_in(s.key)]
        later = keys[keys.index(section.key) + 1 :] if section.key in keys else []
        if later:
            return self.url("section", later[0])
        return self.url("correction" if is_corrected else "check")

    def before(self, section: SectionPlan) -> str:
        keys = [s.key for s in self.plan.sections if self.may_write_in(s.key)]
        earlier = keys[: keys.index(section.key)] if section.key in keys else []
        return self.url("section", earlier[-1]) if earlier else ""

    def summary(self, answers: dict[str, Any] | None = None) -> list[tuple[SectionPlan, list[Told]]]:
        """All that is asked with its answers in words, section by section; of the working copy unless others are given."""
        values = self.answers if answers is None else answers
        gaps = {gap.question.key: gap.reason for gap in self.missing} if answers is None else {}
        keys = asked(self.plan, values)
        return [
            (section, [_told(q, values.get(q.key), gaps.get(q.key, "")) for q in section.questions if q.key in keys])
            for section in self.plan.sections
        ]

    @property
    def former(self) -> list[Told]:
        """Answers to questions that a corrected form no longer asks: kept and readable, not sent."""
        left = {key: value for key, value in self.answers.items() if key not in self.plan.by_key}
        form = self.application.form if left else None
        told = []
        while left and form is not None and form.previous_id:
            form = form.previous
            known = plan_of(form.pk).by_key if form else {}
            told += [_told(known[key], left.pop(key), "") for key in list(left) if key in known]
        return told


def _told(question: QuestionPlan, value: Any, reason: str) -> Told:
    is_file = question.kind == K.FILE and isinstance(value, dict)
    return Told(question, shown(question, value), bool(reason), reason, value.get("uid", "") if is_file else "")
