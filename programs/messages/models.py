from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from incubator.mailings.models import ON_ITS_WAY_HAS_A_TIME, Mailing, Reader, Skipped
from incubator.outbox.models import Letter
from incubator.outbox.states import Category
from programs.cohorts.states import PRESENT, EnrolmentState
from programs.messages.audience import Audience, audience, places, seats
from programs.messages.states import Reach
from programs.partners.models import Cohort

KIND, REMINDER = "programs.messages.cohort_message", "programs.messages.cohort_reminder"


def present() -> list[str]:
    return [str(state) for state in PRESENT]


class CohortMessage(Mailing):
    """What staff write to the startups of a cohort: those in some states, or of these only those that are late.

    One that was taken over from another cohort has no states: it is addressed to nobody until staff have read it.
    """

    occasion = "cohort_message"

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+", verbose_name=_("cohort"))
    states = ArrayField(
        models.CharField(max_length=10, choices=EnrolmentState.choices),
        verbose_name=_("participations"),
        default=present,
    )
    is_for_late = models.BooleanField(_("only those that are late"), default=False)
    reach = models.CharField(_("to"), max_length=6, choices=Reach.choices, default=Reach.OWNERS)

    class Meta(Mailing.Meta):
        app_label = "programs"
        verbose_name = _("message to a cohort")
        verbose_name_plural = _("messages to cohorts")
        constraints = [
            models.CheckConstraint(condition=ON_ITS_WAY_HAS_A_TIME, name="cohort_message_on_its_way_has_a_time")
        ]

    @property
    def is_addressed(self) -> bool:
        return bool(self.states)

    @property
    def kind(self) -> str:
        """What reminds of something late can be refused, as other reminders."""
        return REMINDER if self.is_for_late else KIND

    @property
    def about(self) -> Cohort:
        return self.cohort

    @property
    def told(self) -> str:
        """To whom, in words."""
        if not self.is_addressed:
            return str(pgettext("message to", "nobody yet"))
        words: list[str | Promise] = [self.get_reach_display(), *(EnrolmentState(state).label for state in self.states)]
        return " · ".join(
            str(word) for word in [*words, *([_("only those that are late")] if self.is_for_late else [])]
        )

    @cached_property
    def audience(self) -> Audience:
        category = Category.REMINDER if self.is_for_late else Category.TRANSACTIONAL
        return audience(self._places(), self.reach, category)

    def readers(self) -> list[Reader]:
        return self.audience.readers

    def skipped(self) -> list[Skipped]:
        return self.audience.skipped

    def is_for(self, letter: Letter) -> bool:
        return seats(self._places(), self.reach).filter(person=letter.person).exists()

    def _places(self) -> "models.QuerySet":
        return places(self.cohort_id, self.states, only_late=self.is_for_late)
