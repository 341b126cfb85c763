from django.db import models
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Event
from events.messages.states import AUDIENCES, EVERYBODY
from events.registrations.models import Registration, RegistrationQuerySet
from incubator.mailings.models import ON_ITS_WAY_HAS_A_TIME, Mailing, Reader, Skipped
from incubator.outbox.models import Letter


class Message(Mailing):
    """What staff write to those who are registered for an event."""

    kind = "events.messages.event_message"
    occasion = "event_message"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="messages", verbose_name=_("event"))
    audience = models.CharField(_("to"), max_length=12, choices=AUDIENCES, default=EVERYBODY)

    class Meta(Mailing.Meta):
        app_label = "events"
        verbose_name = _("message to those registered")
        verbose_name_plural = _("messages to those registered")
        constraints = [models.CheckConstraint(condition=ON_ITS_WAY_HAS_A_TIME, name="message_on_its_way_has_a_time")]

    @property
    def about(self) -> Event:
        return self.event

    @property
    def told(self) -> str:
        return self.get_audience_display()

    def recipients(self) -> RegistrationQuerySet:
        rows = Registration.objects.filter(event=self.event_id)
        return rows.live() if self.audience == EVERYBODY else rows.filter(state=self.audience)

    def readers(self) -> list[Reader]:
        rows = self.recipients().select_related("person").order_by("created_at", "pk")
        return [Reader(row.who, row.person or row.email, row, row.pk, row.language) for row in rows if row.address]

    def skipped(self) -> list[Skipped]:
        rows = self.recipients().filter(person=None, email="")
        return [Skipped(row.who, _("has no e-mail address")) for row in rows]

    def is_for(self, letter: Letter) -> bool:
        return self.recipients().filter(pk=letter.key_of_thing).exists()
